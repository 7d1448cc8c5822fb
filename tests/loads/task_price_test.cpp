#include "bound/task_price.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <random>

#include "bound/server_price.hpp"
#include "bound/task_price_bound.hpp"
#include "loads/family_instance.hpp"

namespace nightwatt {
namespace {

TEST(Knapsack, ChoosesTheMostProfitableOfAllSets) {
    std::mt19937_64 bits(1);
    Knapsack knapsack;
    for (int round = 0; round < 500; ++round) {
        std::vector<Knapsack::Item> items(bits() % 11);
        for (Knapsack::Item& item : items) {
            item = {static_cast<std::uint32_t>(bits() % 40),
                    static_cast<std::int64_t>(bits() % 100) - 20};
        }
        const auto capacity = static_cast<std::uint32_t>(bits() % 150);
        std::int64_t most = 0;
        for (std::uint32_t set = 0; set < 1u << items.size(); ++set) {
            std::uint64_t units = 0;
            std::int64_t profit = 0;
            for (std::uint32_t left = set; left != 0; left &= left - 1) {
                units += items[static_cast<std::size_t>(std::countr_zero(left))].units;
                profit += items[static_cast<std::size_t>(std::countr_zero(left))].profit;
            }
            if (units <= capacity) most = std::max(most, profit);
        }
        ASSERT_EQ(knapsack.solve(items, capacity), most) << "round " << round;
        std::uint64_t units = 0;
        std::int64_t profit = 0;
        for (const std::uint32_t k : knapsack.chosen()) {
            units += items[k].units;
            profit += items[k].profit;
        }
        EXPECT_LE(units, capacity);
        EXPECT_EQ(profit, most);
    }
}

TEST(TaskPrice, SuitsGeneralisedAssignmentAlone) {
    const auto suits = [](const FamilyShape& shape) {
        return TaskPrice::suits(Problem(family_instance(1, shape)).view());
    };
    EXPECT_TRUE(suits({.energy = true, .windows = true, .makespan = false, .levels = false}));
    EXPECT_FALSE(suits({.energy = true, .windows = true, .makespan = false}));
    EXPECT_FALSE(suits({.energy = true, .windows = true, .levels = false}));
    EXPECT_FALSE(suits({.energy = true, .idle = true, .makespan = false, .levels = false}));
}

/// Generalised assignment that can be solved by trying everything.
const FamilyShape small_assignment{
    .tasks = 8, .servers = 3, .energy = true, .windows = true, .makespan = false, .levels = false};

TEST(TaskPrice, LiesBetweenPricesOfTimeAndTheCheapestPlan) {
    int feasible = 0;
    int above_time = 0;
    double gaps = 0;
    double gaps_of_time = 0;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        const Problem problem(family_instance(seed, small_assignment));
        const std::int64_t least = least_cost_nano(problem);
        if (least == INT64_MAX) continue;
        ServerPrice time(problem.view());
        while (time.advance()) continue;
        TaskPrice prices(problem.view(), time.total_prices());
        ASSERT_LE(prices.bound_nano(), least) << "seed " << seed;
        while (prices.advance()) continue;
        ASSERT_LE(prices.bound_nano(), least) << "seed " << seed;
        // Prices are rounded to whole nano-money, runtimes to a 4096th of a window.
        EXPECT_GE(static_cast<double>(prices.bound_nano()),
                  static_cast<double>(time.bound_nano()) * (1 - 2e-3));
        ++feasible;
        above_time += prices.bound_nano() > time.bound_nano() ? 1 : 0;
        const auto cost = static_cast<double>(least);
        gaps += (cost - static_cast<double>(prices.bound_nano())) / cost;
        gaps_of_time += (cost - static_cast<double>(time.bound_nano())) / cost;
    }
    EXPECT_GT(feasible, 100);
    EXPECT_GT(above_time, feasible / 4);
    EXPECT_LT(gaps, 0.6 * gaps_of_time) << gaps / feasible << " " << gaps_of_time / feasible;
}

TEST(TaskPriceBound, SaysTheHigherOfWhatBothKindsOfPricesProve) {
    int above_time = 0;
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        const Problem problem(family_instance(seed, small_assignment));
        if (least_cost_nano(problem) == INT64_MAX) continue;
        ServerPriceBound time(problem);
        while (time.advance()) continue;
        time.certify();
        TaskPriceBound both(problem);
        while (both.advance()) continue;
        both.certify();
        EXPECT_GE(both.bound().cost_nano, time.bound().cost_nano) << "seed " << seed;
        above_time += both.bound().cost_nano > time.bound().cost_nano ? 1 : 0;
    }
    EXPECT_GT(above_time, 3);
}

}  // namespace
}  // namespace nightwatt
