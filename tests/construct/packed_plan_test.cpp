#include "construct/packed_plan.hpp"

#include <gtest/gtest.h>

#include "hand/hand_builder.hpp"
#include "problem/decode.hpp"
#include "rules/rule.hpp"

namespace nightwatt {
namespace {

using namespace hand;

/// So many servers of one core for ten hours, and tasks of so many hours in order of arrival.
Builder night(int servers, const std::vector<double>& hours,
              const std::vector<std::pair<double, double>>& levels = {}) {
    Builder b(10, hour);
    b.add_class(levels).add(Site{.price_per_kwh = {0.3}});
    for (int i = 0; i < servers; ++i) b.add(Server{});
    for (const double h : hours) b.add(Task{.runs = {{h * hour, 100}}});
    return b;
}

bool never_stop() {
    return false;
}

DecodedPlan packed(const Problem& problem) {
    return decode(problem, packed_plan(problem, never_stop).value());
}

TEST(PackedPlan, FillsANightThatNoRuleHasAPlanFor) {
    for (const bool loads_only : {true, false}) {
        Builder b = night(2, {3, 3, 4, 5, 5});
        if (!loads_only) b.instance().series.price_per_kwh.back() = 0.4;
        const Problem problem(b.instance());
        ASSERT_EQ(problem.view().loads_only, loads_only);
        // 5 + 5 on one server, 4 + 3 + 3 on the other. By arrival 3 + 4 + 5 do not fit.
        for (const Rule& rule : rules()) {
            EXPECT_NE(decode(problem, rule.construct(problem, {})).score.violation, 0) << rule.name;
        }
        const DecodedPlan decoded = packed(problem);
        EXPECT_EQ(decoded.score.violation, 0);
        EXPECT_EQ(decoded.plan.server, (std::vector<std::int32_t>{1, 1, 1, 0, 0}));
        EXPECT_EQ(decoded.plan.start_ms,
                  (std::vector<std::int64_t>{4 * hour_ms, 7 * hour_ms, 0, 0, 5 * hour_ms}));
    }
}

TEST(PackedPlan, TasksRunAtTheFastestLevelThatTheyMayUse) {
    // Twice as long at half the frequency: only one of them is told to.
    Builder b = night(1, {3, 2}, {{1, 1}, {0.5, 0.4}});
    b.add(Task{.runs = {{2 * hour, 100}}, .pin_level = 1});
    const DecodedPlan decoded = packed(Problem(b.instance()));
    EXPECT_EQ(decoded.score.violation, 0);
    EXPECT_EQ(decoded.plan.level, (std::vector<std::int32_t>{0, 0, 1}));
}

TEST(PackedPlan, PinnedTasksHaveTheirPlacesFirst) {
    // Six hours from hour 2 on leave two before and two behind.
    Builder b = night(1, {2, 2});
    b.add(Task{.runs = {{6 * hour, 100}}, .pin_start_s = 2 * hour});
    const DecodedPlan decoded = packed(Problem(b.instance()));
    EXPECT_EQ(decoded.score.violation, 0);
    EXPECT_EQ(decoded.plan.start_ms, (std::vector<std::int64_t>{0, 8 * hour_ms, 2 * hour_ms}));
}

TEST(PackedPlan, WindowsReleasesAndWakingAreKept) {
    Builder b(10, hour);
    b.add_class().add(Site{.price_per_kwh = {0.3}});
    b.add(Server{.wake_s = 60, .open_s = hour, .close_s = 4 * hour});
    b.add(Server{});
    b.add(Task{.runs = {{3 * hour, 100}}});  // a minute too long for the first server
    b.add(Task{.runs = {{2 * hour, 100}}});
    b.add(Task{.runs = {{hour, 100}}, .release_s = 8 * hour});
    const DecodedPlan decoded = packed(Problem(b.instance()));
    EXPECT_EQ(decoded.score.violation, 0);
    EXPECT_EQ(decoded.plan.server, (std::vector<std::int32_t>{1, 0, 1}));
    EXPECT_EQ(decoded.plan.start_ms, (std::vector<std::int64_t>{0, hour_ms + 60'000, 8 * hour_ms}));
}

TEST(PackedPlan, APinnedStartIsKeptOrThereIsNoPlan) {
    Builder b = night(1, {});
    for (const double start_h : {2.0, 3.0}) {
        b.add(Task{.runs = {{2 * hour, 100}}, .pin_start_s = start_h * hour});
    }
    EXPECT_FALSE(packed_plan(Problem(b.instance()), never_stop).has_value());
    b.add(Server{});
    EXPECT_EQ(packed(Problem(b.instance())).plan.start_ms,
              (std::vector<std::int64_t>{2 * hour_ms, 3 * hour_ms}));
}

TEST(PackedPlan, WhatFitsNowhereHasNoPlan) {
    EXPECT_FALSE(packed_plan(Problem(night(2, {9, 7, 4}).instance()), never_stop).has_value());
}

TEST(PackedPlan, IsStopped) {
    const Problem problem(night(2, {9, 7}).instance());
    int asked = 0;
    EXPECT_FALSE(packed_plan(problem, [&] { return ++asked > 0; }).has_value());
    EXPECT_EQ(asked, 1);
}

TEST(PackedPlan, GivesUpWhereItWouldTakeLong) {
    Builder b(10, hour);
    b.add_class().add(Site{.price_per_kwh = {0.3}});
    b.add(Server{.capacity = {1000}});
    // Each looks at all before it: 5,000 million looks, where 1,000 are a second.
    for (int j = 0; j < 100'000; ++j) b.add(Task{.runs = {{0.002, 1}}, .need = {1000}});
    EXPECT_FALSE(packed_plan(Problem(b.instance()), never_stop).has_value());
}

}  // namespace
}  // namespace nightwatt
