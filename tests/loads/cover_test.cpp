#include <gtest/gtest.h>

#include <bit>
#include <map>
#include <random>

#include "loads/family_instance.hpp"
#include "loads/loads_bench.hpp"

namespace nightwatt {
namespace {

const FamilyShape assignment{
    .tasks = 9, .servers = 4, .energy = true, .windows = true, .makespan = false, .levels = false};

TEST(ServerPatterns, AreAllSetsOfLittleSlack) {
    std::mt19937_64 bits(2);
    for (int round = 0; round < 200; ++round) {
        const auto count = static_cast<std::uint32_t>(bits() % 9 + 1);
        PatternItem item[cover_tasks];
        for (std::uint32_t k = 0; k < count; ++k) {
            item[k] = {static_cast<double>(bits() % 100) - 20,
                       static_cast<std::uint32_t>(bits() % 50 + 1), k};
        }
        const auto room_ms = static_cast<std::int64_t>(bits() % 150);
        std::map<std::uint64_t, double> profit_of;
        double most = 0;
        for (std::uint64_t set = 0; set < std::uint64_t{1} << count; ++set) {
            std::int64_t run_ms = 0;
            double profit = 0;
            for (std::uint64_t left = set; left != 0; left &= left - 1) {
                run_ms += item[std::countr_zero(left)].run_ms;
                profit += item[std::countr_zero(left)].profit;
            }
            if (run_ms > room_ms) continue;
            profit_of[set] = profit;
            most = std::max(most, profit);
        }
        sort_items(item, count);
        std::uint32_t nodes = 0;
        const BestSet best = best_set(item, count, room_ms, 0, 0, 1'000'000, nodes);
        EXPECT_EQ(best.profit, most);
        EXPECT_EQ(profit_of.at(best.tasks), most);
        ServerPattern pattern[cover_patterns];
        PatternList list{pattern, 0};
        const double slack = 30;
        list_patterns(item, count, room_ms, most, slack, 1'000'000, list, nodes);
        std::erase_if(profit_of, [&](const auto& set) { return set.second < most - slack; });
        ASSERT_EQ(list.count, profit_of.size()) << "round " << round;
        for (std::uint32_t k = 0; k < list.count; ++k) {
            ASSERT_TRUE(profit_of.contains(pattern[k].tasks));
            EXPECT_EQ(pattern[k].slack, most - profit_of[pattern[k].tasks]);
            EXPECT_GE(pattern[k].slack, pattern[k == 0 ? 0 : k - 1].slack);
        }
    }
}

TEST(ServerPatterns, KeepTheBestWhereThereAreTooMany) {
    PatternItem item[cover_tasks];
    for (std::uint32_t k = 0; k < 12; ++k) item[k] = {1.0 + k, 1, k};
    sort_items(item, 12);
    ServerPattern pattern[cover_patterns];
    PatternList list{pattern, 0};
    std::uint32_t nodes = 0;
    list_patterns(item, 12, 12, 78, 1000, 1'000'000, list, nodes);  // 4096 sets
    ASSERT_EQ(list.count, cover_patterns);
    std::vector<double> slack;
    for (std::uint64_t set = 0; set < 4096; ++set) {
        slack.push_back(78);
        for (std::uint64_t left = set; left != 0; left &= left - 1) {
            slack.back() -= 1.0 + std::countr_zero(left);
        }
    }
    std::sort(slack.begin(), slack.end());
    for (std::uint32_t k = 0; k < list.count; ++k) EXPECT_EQ(pattern[k].slack, slack[k]);
}

/// The next cover is one of the first servers.
void take_servers(LoadsBench& bench, std::uint32_t sides) {
    bench.cover->sides = sides;
    for (std::uint32_t side = 0; side < sides; ++side) bench.cover->server[side] = side;
}

/// Least cost within the limits over all places of the tasks on the first `sides` servers.
std::int64_t least_by_trying(LoadsBench& bench, const std::vector<std::uint32_t>& tasks,
                             std::size_t k, std::uint32_t sides) {
    if (k == tasks.size()) return bench.state.above == 0 ? bench.state.cost_nano : INT64_MAX;
    const LoadsOption kept = bench.now[tasks[k]];
    std::int64_t least = INT64_MAX;
    for (std::uint32_t i = 0; i < sides; ++i) {
        if (!may_run_on(bench.view, tasks[k], i)) continue;
        place_task(bench.view, bench.state, tasks[k], option_at(bench.view, tasks[k], i, 0));
        least = std::min(least, least_by_trying(bench, tasks, k + 1, sides));
    }
    place_task(bench.view, bench.state, tasks[k], kept);
    return least;
}

TEST(SolveCover, FindsTheCheapestPlaceOfAllTasks) {
    int better = 0;
    int cases = 0;
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        const Problem problem(family_instance(seed, assignment));
        LoadsBench bench(problem, seed);
        aim_at(bench.view, bench.state, INT64_MAX / 4);
        if (bench.state.above != 0) continue;
        ++cases;
        const std::uint32_t sides = 3;
        std::vector<std::uint32_t> tasks;
        for (std::uint32_t j = 0; j < problem.tasks(); ++j) {
            if (bench.now[j].server < sides) tasks.push_back(j);
        }
        const std::int64_t before = bench.state.cost_nano;
        const std::int64_t least = least_by_trying(bench, tasks, 0, sides);
        take_servers(bench, sides);
        std::uint32_t nodes = 0;
        if (solve_cover(bench.view, bench.state, *bench.cover, 0, 1'000'000, nodes)) ++better;
        EXPECT_EQ(bench.state.cost_nano, least) << "seed " << seed;
        EXPECT_LE(bench.state.cost_nano, before);
        EXPECT_EQ(bench.state.above, 0u);
        bench.expect_exact();
    }
    EXPECT_GT(cases, 20);
    EXPECT_GT(better, cases / 2);
}

TEST(SolveCover, TakesAnotherPlaceThatCostsLittleMore) {
    int moved = 0;
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        const Problem problem(family_instance(seed, assignment));
        LoadsBench bench(problem, seed);
        aim_at(bench.view, bench.state, INT64_MAX / 4);
        if (bench.state.above != 0) continue;
        take_servers(bench, 3);
        std::uint32_t nodes = 0;
        solve_cover(bench.view, bench.state, *bench.cover, 0, 1'000'000, nodes);
        const std::int64_t best = bench.state.cost_nano;
        const double accepted = 0.5 * bench.view.task_cost;
        if (!solve_cover(bench.view, bench.state, *bench.cover, accepted, 1'000'000, nodes))
            continue;
        EXPECT_GE(bench.state.cost_nano, best);
        EXPECT_LE(static_cast<double>(bench.state.cost_nano - best), accepted);
        EXPECT_EQ(bench.state.above, 0u);
        bench.expect_exact();
        ++moved;
    }
    EXPECT_GT(moved, 10);
}

TEST(SolveCover, LeavesTasksThatItCannotHoldWhereTheyAre) {
    FamilyShape many = assignment;
    many.tasks = 120;
    const Problem problem(family_instance(7, many));
    LoadsBench bench(problem, 7);
    aim_at(bench.view, bench.state, INT64_MAX / 4);
    take_servers(bench, 4);
    gather_tasks(bench.view, bench.state, *bench.cover);
    EXPECT_EQ(bench.cover->count, cover_tasks);
    std::uint32_t nodes = 0;
    solve_cover(bench.view, bench.state, *bench.cover, 0, 500, nodes);
    bench.expect_exact();
    EXPECT_LE(nodes, (4u * (cover_steps + 3) + 1) * 500u);
}

}  // namespace
}  // namespace nightwatt
