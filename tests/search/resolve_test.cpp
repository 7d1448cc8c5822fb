#include <gtest/gtest.h>

#include <algorithm>

#include "errors.hpp"
#include "problem/random_instance.hpp"
#include "search/search_parameters.hpp"

namespace nightwatt {
namespace {

TEST(Resolve, ADeviceGetsPlansEnoughToBeBusy) {
    const Problem problem(random_instance(1, {.tasks = 600, .servers = 40}));
    const SearchParameters p = resolve({}, problem, 132 * 1024);
    EXPECT_GE(p.islands * p.island_plans * (problem.servers() / 2), 65'536);
    EXPECT_LE(p.elites + p.migrants + p.walkers, p.island_plans);
    const Problem loads(random_instance(1, {.tasks = 60, .servers = 4, .loads_only = true}));
    EXPECT_GE(resolve({}, loads, 132 * 1024).island_plans, 1000);
}

TEST(Resolve, CpuThreadsDoNotChangeThePlan) {
    const Problem problem(random_instance(1, {.tasks = 600, .servers = 40}));
    const SearchParameters one = resolve({}, problem, 1);
    const SearchParameters many = resolve({}, problem, 192);
    EXPECT_EQ(one.islands, many.islands);
    EXPECT_EQ(one.island_plans, many.island_plans);
}

TEST(Resolve, VeryFewTasksAreAnnealedMoreOftenAndFreeEnergyHotter) {
    const Problem night(random_instance(1, {.tasks = 60, .servers = 3}));
    const Problem machines(random_instance(1, {.tasks = 60, .servers = 3, .loads_only = true}));
    const Problem more(random_instance(1, {.tasks = 200, .servers = 3}));
    EXPECT_GT(resolve({}, night).cycles, resolve({}, more).cycles);
    EXPECT_LT(resolve({}, night).rounds, resolve({}, more).rounds);
    EXPECT_GT(resolve({}, machines).threshold, resolve({}, night).threshold);
}

TEST(Resolve, AnOrderAloneIsNotBuiltFromPrices) {
    const Problem night(random_instance(1, {.tasks = 20, .servers = 1}));
    EXPECT_GT(resolve({}, night).price_rounds, 0);
    Instance order = random_instance(1, {.tasks = 20, .servers = 1});
    std::fill(order.series.price_per_kwh.begin(), order.series.price_per_kwh.end(), 0.0);
    order.carbon_price_per_kg = 0;
    EXPECT_EQ(resolve({}, Problem(order)).price_rounds, 0);
}

TEST(Resolve, SettingsThatAreGivenStay) {
    const Problem problem(random_instance(1, {}));
    SearchParameters given;
    given.islands = 3;
    given.island_plans = 11;
    given.walkers = 5;
    const SearchParameters p = resolve(given, problem, 132 * 1024);
    EXPECT_EQ(p.islands, 3);
    EXPECT_EQ(p.island_plans, 11);
    EXPECT_EQ(p.walkers, 5);
}

TEST(Resolve, PartsRefusePopulationsTheyCannotHave) {
    Instance night = random_instance(1, {});
    night.makespan_weight_per_h = 0;
    const Problem problem(night);
    SearchParameters parts;
    parts.parts = 3;
    EXPECT_EQ(resolve(parts, problem).island_plans, 2);
    EXPECT_NO_THROW((void)resolve(resolve(parts, problem), problem)) << "of a plan file";
    SearchParameters contradictory = parts;
    contradictory.island_plans = 8;
    EXPECT_THROW((void)resolve(contradictory, problem), UsageError);
    contradictory = parts;
    contradictory.walkers = 0;
    EXPECT_THROW((void)resolve(contradictory, problem), UsageError);
}

}  // namespace
}  // namespace nightwatt
