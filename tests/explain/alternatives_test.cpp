#include "explain/alternatives.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "problem/decode.hpp"
#include "problem/random_instance.hpp"

namespace nightwatt {
namespace {

const RandomShape shapes[] = {
    {.tasks = 25, .servers = 4},
    {.tasks = 12, .servers = 1, .resources = 1},
    {.tasks = 30, .servers = 5, .negative_prices = true, .coupled = true},
    {.tasks = 20, .servers = 5, .coupled = true, .transfers = true},
    {.tasks = 20, .servers = 5, .negative_prices = true, .coupled = true, .batteries = true},
    {.tasks = 20, .servers = 6, .coupled = true, .pinned = true},
    {.tasks = 20, .servers = 4, .resources = 1, .loads_only = true},
};

/// The change that was told is the change that two full evaluations find.
void expect_exact(const Problem& problem, const DecodedPlan& now, std::uint32_t task,
                  const Alternative& told) {
    const DecodedPlan then = decode(problem, moved(now.plan, task, told));
    EXPECT_EQ(then.score.cost_nano - now.score.cost_nano, told.cost_change_nano);
    EXPECT_LE(then.score.violation, now.score.violation);
    EXPECT_EQ(then.plan.server[task], static_cast<std::int32_t>(told.server));
    if (problem.view().loads_only) return;
    EXPECT_EQ(then.plan.start_ms[task], told.start_ms);
    EXPECT_EQ(then.plan.end_ms[task], told.end_ms);
}

TEST(Alternatives, EveryChangeOfCostIsExact) {
    std::size_t told = 0;
    for (const RandomShape& shape : shapes) {
        for (std::uint64_t seed = 1; seed <= 4; ++seed) {
            Problem problem(random_instance(seed, shape));
            const DecodedPlan now = decode_dispatched(problem, random_genes(problem, seed));
            problem.set_dispatch(now.plan.battery_mw);
            Alternatives alternatives(problem, now.plan);
            for (std::uint32_t task = 0; task < problem.tasks(); ++task) {
                for (const Alternative& one : alternatives.other_servers(task)) {
                    expect_exact(problem, now, task, one);
                    EXPECT_NE(static_cast<std::int32_t>(one.server), now.plan.server[task]);
                    ++told;
                }
                for (const Alternative& one : alternatives.other_levels(task)) {
                    expect_exact(problem, now, task, one);
                    EXPECT_NE(static_cast<std::int32_t>(one.level), now.plan.level[task]);
                    ++told;
                }
                if (const auto one = alternatives.other_start(task)) {
                    expect_exact(problem, now, task, *one);
                    EXPECT_NE(one->start_ms, now.plan.start_ms[task]);
                    EXPECT_EQ(static_cast<std::int32_t>(one->level), now.plan.level[task]);
                    ++told;
                }
                if (const auto one = alternatives.on_time(task)) {
                    expect_exact(problem, now, task, *one);
                    EXPECT_LE(one->end_ms, problem.view().tasks[task].deadline_ms);
                    ++told;
                }
            }
        }
    }
    EXPECT_GT(told, 2000u);
}

TEST(Alternatives, ComeCheapestFirst) {
    const Problem problem(random_instance(1, {}));
    const DecodedPlan now = decode(problem, random_genes(problem, 1));
    Alternatives alternatives(problem, now.plan);
    for (std::uint32_t task = 0; task < problem.tasks(); ++task) {
        const std::vector<Alternative> all = alternatives.other_servers(task);
        EXPECT_TRUE(
            std::is_sorted(all.begin(), all.end(), [](const Alternative& a, const Alternative& b) {
                return a.cost_change_nano < b.cost_change_nano;
            }));
    }
}

}  // namespace
}  // namespace nightwatt
