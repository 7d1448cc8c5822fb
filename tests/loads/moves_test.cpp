#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "loads/family_instance.hpp"
#include "loads/loads_bench.hpp"

namespace nightwatt {
namespace {

void for_each_bench(const std::function<void(LoadsBench&)>& use) {
    for (const FamilyShape& shape : family_shapes) {
        for (std::uint64_t seed = 0; seed < 20; ++seed) {
            const Problem problem(family_instance(seed, shape));
            LoadsBench bench(problem, seed);
            bench.expect_exact();
            use(bench);
        }
    }
}

/// Values are guides in double: equal but for their own rounding.
void expect_near(double a, double b, double scale) {
    EXPECT_NEAR(a, b, 1e-9 * (1 + std::fabs(scale)));
}

TEST(LoadsMoves, DeltaOfShiftEqualsTheDifferenceOfTwoFullEvaluations) {
    for_each_bench([](LoadsBench& bench) {
        for (int k = 0; k < 30; ++k) {
            const std::uint32_t task = bench.dice.below(bench.view.problem.task_count);
            const LoadsOption to = bench.random_option(task);
            const double before = bench.value();
            const double delta = shift_delta(bench.view, bench.state, task, to);
            place_task(bench.view, bench.state, task, to);
            expect_near(bench.value() - before, delta, before);
            bench.expect_exact();
        }
    });
}

TEST(LoadsMoves, DeltaOfSwapEqualsTheDifferenceOfTwoFullEvaluations) {
    int tried = 0;
    for_each_bench([&](LoadsBench& bench) {
        for (int k = 0; k < 60; ++k) {
            const std::uint32_t a = bench.dice.below(bench.view.problem.task_count);
            const std::uint32_t b = bench.dice.below(bench.view.problem.task_count);
            if (bench.now[a].server == bench.now[b].server) continue;
            const LoadsOption* const a_to = option_on(bench.view, a, bench.now[b].server);
            const LoadsOption* const b_to = option_on(bench.view, b, bench.now[a].server);
            if (a_to == nullptr || b_to == nullptr) continue;
            const double before = bench.value();
            const double delta = swap_delta(bench.view, bench.state, a, *a_to, b, *b_to);
            place_task(bench.view, bench.state, a, *a_to);
            place_task(bench.view, bench.state, b, *b_to);
            expect_near(bench.value() - before, delta, before);
            bench.expect_exact();
            ++tried;
        }
    });
    EXPECT_GT(tried, 1000);
}

/// Least value over all places of the core's tasks, by trying them all.
double least_by_trying(LoadsBench& bench, const LoadsCore& core, std::uint32_t k) {
    if (k == core.count) return bench.value();
    const LoadsOption kept = bench.now[core.task[k].task];
    double least = INFINITY;
    for (std::uint32_t place = 0; place < core.task[k].places; ++place) {
        const LoadsOption to = *core.task[k].place[place].option;
        place_task(bench.view, bench.state, core.task[k].task, to);
        least = std::min(least, least_by_trying(bench, core, k + 1));
    }
    place_task(bench.view, bench.state, core.task[k].task, kept);
    return least;
}

TEST(ResolveServers, FindsTheLeastValueOfAllPlaces) {
    int better = 0;
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        const FamilyShape shape{.tasks = 9,
                                .servers = 4,
                                .energy = seed % 3 != 0,
                                .windows = seed % 2 == 0,
                                .makespan = seed % 2 == 1 || seed % 3 == 0};
        const Problem problem(family_instance(seed, shape));
        LoadsBench bench(problem, seed);
        auto core = std::make_unique<LoadsCore>();
        core->sides = 3;
        for (std::uint32_t side = 0; side < 3; ++side) core->server[side] = side;
        const double before = bench.value();
        const double now = gather_core(bench.view, bench.state, *core);
        std::uint32_t place[core_tasks];
        std::uint32_t nodes = 0;
        const double found = solve_core(*core, now, 1'000'000, place, nodes);
        const double least = least_by_trying(bench, *core, 0);
        if (found < now) {
            ++better;
            for (std::uint32_t k = 0; k < core->count; ++k) {
                const LoadsOption to = *core->task[k].place[place[k]].option;
                place_task(bench.view, bench.state, core->task[k].task, to);
            }
            expect_near(bench.value() - before, found - now, before);
            bench.expect_exact();
        }
        expect_near(bench.value(), std::min(least, before), before);
    }
    EXPECT_GT(better, 20);
}

TEST(ResolveServers, StopsAtItsNodeLimit) {
    const Problem problem(family_instance(4, {.tasks = 60, .servers = 3}));
    LoadsBench bench(problem, 4);
    auto core = std::make_unique<LoadsCore>();
    core->sides = 3;
    for (std::uint32_t side = 0; side < 3; ++side) core->server[side] = side;
    const double now = gather_core(bench.view, bench.state, *core);
    EXPECT_EQ(core->count, core_tasks);
    std::uint32_t place[core_tasks];
    std::uint32_t nodes = 0;
    EXPECT_LE(solve_core(*core, now, 500, place, nodes), now);
    EXPECT_LE(nodes, 500u);
}

}  // namespace
}  // namespace nightwatt
