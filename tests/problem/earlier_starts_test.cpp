#include "problem/earlier_starts.hpp"

#include <gtest/gtest.h>

#include "hand/hand_builder.hpp"
#include "problem/random_instance.hpp"

namespace nightwatt {
namespace {

using hand::Builder;
using hand::make_plan;

/// Hours of the night at these prices; a server that idles at 100 W and takes two tasks at once.
Builder night(const std::vector<double>& prices) {
    Builder b(prices.size(), 3600);
    b.add_class();
    b.add(hand::Site{.price_per_kwh = prices});
    b.add(hand::Server{.idle_w = 100, .capacity = {2}});
    return b;
}

std::vector<std::int64_t> starts_s(const Builder& b, const Plan& plan) {
    Builder night = b;
    const Problem problem(night.instance());
    std::vector<std::int64_t> starts = start_earlier(problem, decode(problem, plan)).plan.start_ms;
    for (std::int64_t& start : starts) start /= 1000;
    return starts;
}

TEST(EarlierStarts, AtOnePriceWorkBeginsAtOnce) {
    Builder b = night({0.1, 0.1, 0.1, 0.1});
    for (int j = 0; j < 3; ++j) b.add(hand::Task{.runs = {{1800, 50}}});
    EXPECT_EQ(starts_s(b, make_plan({{.task = 0, .start_s = 5000, .end_s = 6800, .hold_s = 5000},
                                     {.task = 1, .start_s = 5000, .end_s = 6800},
                                     {.task = 2, .start_s = 6800, .end_s = 8600}})),
              (std::vector<std::int64_t>{0, 0, 1800}));
}

TEST(EarlierStarts, CheapHoursAreUsedFromTheirBeginning) {
    Builder b = night({0.3, 0.1, 0.1, 0.1});
    for (int j = 0; j < 2; ++j) b.add(hand::Task{.runs = {{1800, 50}}});
    EXPECT_EQ(
        starts_s(b, make_plan({{.task = 0, .start_s = 9000, .end_s = 10800, .hold_s = 9000},
                               {.task = 1, .start_s = 10800, .end_s = 12600, .hold_s = 100}})),
        (std::vector<std::int64_t>{3600, 3600}));
}

TEST(EarlierStarts, ATaskAloneMovesWhereTheServerIsOnAnyway) {
    Builder b = night({0.1, 0.1, 0.2});
    b.add(hand::Task{.runs = {{7200, 50}}});
    b.add(hand::Task{.runs = {{600, 50}}});
    EXPECT_EQ(starts_s(b, make_plan({{.task = 0, .start_s = 0, .end_s = 7200},
                                     {.task = 1, .start_s = 6000, .end_s = 6600, .hold_s = 6000}})),
              (std::vector<std::int64_t>{0, 0}));
}

TEST(EarlierStarts, NobodyLeavesTheSun) {
    Builder b(4, 3600);
    b.add_class();
    b.add(hand::Site{.price_per_kwh = {0.1}, .renewable_w = {0, 400, 400, 400}});
    b.add(hand::Server{.idle_w = 100});
    b.add(hand::Task{.runs = {{3600, 200}}});
    EXPECT_EQ(
        starts_s(b, make_plan({{.task = 0, .start_s = 9000, .end_s = 12600, .hold_s = 9000}})),
        (std::vector<std::int64_t>{3600}));
}

TEST(EarlierStarts, NoTaskIsLaterAndNoPlanIsWorse) {
    const RandomShape shapes[] = {{.negative_prices = true},
                                  {.coupled = true},
                                  {.batteries = true},
                                  {.transfers = true},
                                  {.tasks = 6, .servers = 9, .coupled = true, .pinned = true}};
    int sooner = 0;
    for (const RandomShape& shape : shapes) {
        for (std::uint64_t seed = 0; seed < 40; ++seed) {
            const Instance instance = random_instance(seed, shape);
            const Problem problem(instance);
            const DecodedPlan before = decode(problem, random_genes(problem, seed));
            const DecodedPlan after = start_earlier(problem, before);
            ASSERT_FALSE(before.score < after.score) << "seed " << seed;
            ASSERT_EQ(after.plan.server, before.plan.server);
            ASSERT_EQ(after.plan.position, before.plan.position);
            ASSERT_EQ(after.plan.level, before.plan.level);
            ASSERT_EQ(after.plan.battery_mw, before.plan.battery_mw);
            for (std::size_t j = 0; j < before.plan.size(); ++j) {
                ASSERT_LE(after.plan.start_ms[j], before.plan.start_ms[j]) << "seed " << seed;
                sooner += after.plan.start_ms[j] < before.plan.start_ms[j] ? 1 : 0;
            }
        }
    }
    EXPECT_GT(sooner, 100) << "too few to mean anything";
}

}  // namespace
}  // namespace nightwatt
