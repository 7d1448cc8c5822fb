#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "backend/loads_model.hpp"
#include "kernels/loads/improve_plan.hpp"
#include "loads/family_instance.hpp"

namespace nightwatt {
namespace {

/// A plan of the family in arrays of its own, at random options.
class Bench {
  public:
    Bench(const Problem& problem, std::uint64_t seed)
        : model(problem.view()),
          view(model.view()),
          dice(seed, 1, 0),
          now(problem.tasks()),
          next(problem.tasks()),
          previous(problem.tasks()),
          head(problem.servers(), no_task),
          load_ms(problem.servers(), 0),
          limit_ms(problem.servers(), 0),
          penalty(problem.servers(), 0) {
        state = {now.data(),
                 next.data(),
                 previous.data(),
                 head.data(),
                 load_ms.data(),
                 limit_ms.data(),
                 penalty.data(),
                 0,
                 0};
        for (std::uint32_t j = 0; j < problem.tasks(); ++j) {
            now[j] = random_option(j);
            link_task(state, j, now[j].server);
            load_ms[now[j].server] += now[j].run_ms;
            state.cost_nano += now[j].cost_nano;
        }
        std::int64_t end_ms = 0;
        for (std::uint32_t i = 0; i < problem.servers(); ++i) {
            state.cost_nano += fixed_nano(view, i, load_ms[i]);
            penalty[i] = 2 * view.price[i] + view.penalty_floor;
            end_ms += load_ms[i];
        }
        aim_at(view, state, end_ms / problem.servers());
    }
    LoadsOption random_option(std::uint32_t task) {
        return view.options[view.first[task] + dice.below(view.first[task + 1] - view.first[task])];
    }
    /// The value of what stands, computed anew.
    [[nodiscard]] double value() const {
        double sum = 0;
        for (const LoadsOption& option : now) sum += option.guide;
        for (std::uint32_t i = 0; i < head.size(); ++i) {
            std::int64_t load = 0;
            for (const LoadsOption& option : now) load += option.server == i ? option.run_ms : 0;
            sum += server_value(view, state, i, load);
        }
        return sum;
    }
    /// The exact score of what stands, by the evaluation that plans get.
    [[nodiscard]] Score score() const {
        std::vector<std::uint32_t> server;
        std::vector<std::uint8_t> level;
        for (const LoadsOption& option : now) {
            server.push_back(option.server);
            level.push_back(static_cast<std::uint8_t>(option.level));
        }
        std::vector<std::int64_t> scratch(head.size());
        return family_score(view.problem, {server.data(), level.data(), nullptr, nullptr, nullptr},
                            scratch.data());
    }
    void expect_exact() const {
        const Score whole = score();
        EXPECT_EQ(violation_ms(view, state), whole.violation);
        if (whole.violation == 0) {
            EXPECT_EQ(
                state.cost_nano + weighted(last_end_ms(view, state), view.problem.makespan_weight),
                whole.cost_nano);
        }
        std::uint32_t above = 0;
        std::size_t listed = 0;
        for (std::uint32_t i = 0; i < head.size(); ++i) {
            above += load_ms[i] > limit_ms[i] ? 1 : 0;
            for (std::uint32_t j = head[i]; j != no_task; j = next[j]) {
                EXPECT_EQ(now[j].server, i);
                ++listed;
            }
        }
        EXPECT_EQ(state.above, above);
        EXPECT_EQ(listed, now.size());
    }

    LoadsModel model;
    LoadsView view;
    LoadsDice dice;
    std::vector<LoadsOption> now;
    std::vector<std::uint32_t> next;
    std::vector<std::uint32_t> previous;
    std::vector<std::uint32_t> head;
    std::vector<std::int64_t> load_ms;
    std::vector<std::int64_t> limit_ms;
    std::vector<double> penalty;
    LoadsState state{};
};

void for_each_bench(const std::function<void(Bench&)>& use) {
    for (const FamilyShape& shape : family_shapes) {
        for (std::uint64_t seed = 0; seed < 20; ++seed) {
            const Problem problem(family_instance(seed, shape));
            Bench bench(problem, seed);
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
    for_each_bench([](Bench& bench) {
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
    for_each_bench([&](Bench& bench) {
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
double least_by_trying(Bench& bench, const LoadsCore& core, std::uint32_t k) {
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
        Bench bench(problem, seed);
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
    Bench bench(problem, 4);
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
