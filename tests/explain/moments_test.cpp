#include <gtest/gtest.h>

#include "explain/alternatives.hpp"
#include "explain/in_order.hpp"
#include "hand/hand_builder.hpp"

// Slots are hours, so 1000 W through a slot are 1 kWh.

namespace nightwatt {
namespace {

using namespace hand;

/// So many hours at a price, on one server.
Builder night(std::size_t hours, const Server& server, double price_per_kwh = 1) {
    Builder b(hours, hour);
    b.add_class().add(Site{.price_per_kwh = std::vector<double>(hours, price_per_kwh)}).add(server);
    return b;
}

// From 1:00 on energy costs half; behind 1:30 the task is late at 2 an hour.
TEST(Moments, ATaskEndsAtItsDeadlineAsLateAsItMay) {
    Builder b = night(4, {}, 0.5);
    b.instance().series.price_per_kwh[0] = 1;
    b.add(Task{.runs = {{hour, 1000}}, .deadline_s = 1.5 * hour, .tardiness_weight_per_h = 2});
    const Problem problem(b.instance());
    const DecodedPlan now = in_order(problem);
    const auto other = Alternatives(problem, now.plan).other_start(0);
    ASSERT_TRUE(other);
    EXPECT_EQ(other->start_ms, hour_ms / 2);
    const auto on_time = Alternatives(problem, now.plan).on_time(0);
    ASSERT_TRUE(on_time);
    EXPECT_EQ(on_time->end_ms, 3 * hour_ms / 2);
    EXPECT_NEAR(on_time->cost_change_nano, -0.25 * money_nano, 2);
}

// While it idles, a server takes as much as a task; on it, the second task may have company from
// 2:15 on.
TEST(Moments, ATaskStartsWithAnotherThatKeepsItsServerOn) {
    Builder b = night(6, {.idle_w = 1000, .capacity = {2}});
    b.add(Task{.runs = {{hour, 1000}}});
    b.add(Task{.runs = {{hour, 1000}}, .release_s = 2.25 * hour});
    const Problem problem(b.instance());
    const DecodedPlan now = in_order(problem);
    ASSERT_EQ(now.plan.start_ms, (std::vector<std::int64_t>{0, 9 * hour_ms / 4}));
    const auto found = Alternatives(problem, now.plan).other_start(0);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->start_ms, 9 * hour_ms / 4);
}

// The same on a server for one, which need not wake twice; behind the other energy is dearer.
TEST(Moments, ATaskEndsWhereAnotherBegins) {
    Builder b = night(6, {.idle_w = 1000, .wake_j = 0.5 * kwh});
    b.add(Task{.runs = {{hour, 1000}}});
    b.add(Task{.runs = {{hour, 1000}}, .release_s = 2.25 * hour});
    b.instance().series.price_per_kwh[3] = b.instance().series.price_per_kwh[4] = 3;
    const Problem problem(b.instance());
    const DecodedPlan now = in_order(problem);
    ASSERT_EQ(now.plan.start_ms, (std::vector<std::int64_t>{0, 9 * hour_ms / 4}));
    const auto found = Alternatives(problem, now.plan).other_start(0);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->start_ms, 5 * hour_ms / 4);
}

// Task 3 needs the whole server, on which three others run from 0 to 10:00.
TEST(Moments, ATaskIsOnTimeAheadOfAllThatRun) {
    Builder b = night(24, {.capacity = {3}});
    for (int j = 0; j != 3; ++j) b.add(Task{.runs = {{10 * hour, 100}}});
    b.add(Task{
        .runs = {{hour, 100}}, .deadline_s = 2 * hour, .tardiness_weight_per_h = 5, .need = {3}});
    const Problem problem(b.instance());
    const DecodedPlan now = in_order(problem);
    ASSERT_EQ(now.plan.start_ms[3], 10 * hour_ms);
    const auto found = Alternatives(problem, now.plan).on_time(3);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->place, 0u);
    EXPECT_EQ(found->start_ms, 0);
}

// Energy is free from 5:00 to 6:00, and the last task needs the whole server. Task 0 is in its way
// until 10:00, and comes before three others that have ended by then.
TEST(Moments, WhatHasEndedIsNotInTheWay) {
    Builder b = night(24, {.capacity = {2}});
    b.instance().series.price_per_kwh[5] = 0;
    b.add(Task{.runs = {{10 * hour, 0}}});
    for (int j = 0; j != 3; ++j) b.add(Task{.runs = {{hour, 0}}});
    b.add(Task{.runs = {{hour, 1000}}, .need = {2}});
    const Problem problem(b.instance());
    const DecodedPlan now = in_order(problem);
    ASSERT_EQ(now.plan.start_ms[4], 10 * hour_ms);
    const auto found = Alternatives(problem, now.plan).other_start(4);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->start_ms, 5 * hour_ms);
    EXPECT_EQ(found->place, 0u);
    EXPECT_NEAR(found->cost_change_nano, -money_nano, 1);
}

/// Two servers with a frugal level of half the energy, and an hour of 1 kW on the first.
Builder two_levels(std::int32_t pin_level) {
    Builder b(4, hour);
    b.add_class({{1.0, 1.0}, {0.5, 0.25}}).add(Site{.price_per_kwh = {1, 1, 1, 1}});
    b.add(Server{}).add(Server{}).add(Task{.runs = {{hour, 1000}}, .pin_level = pin_level});
    return b;
}

TEST(Moments, APinnedLevelHasNoOther) {
    for (const std::int32_t pin_level : {-1, 0}) {
        const Problem problem(two_levels(pin_level).instance());
        const DecodedPlan now = in_order(problem);
        Alternatives alternatives(problem, now.plan);
        EXPECT_EQ(alternatives.other_levels(0).empty(), pin_level == 0);
        const std::vector<Alternative> elsewhere = alternatives.other_servers(0);
        ASSERT_EQ(elsewhere.size(), 1u);
        EXPECT_EQ(elsewhere[0].level, pin_level == 0 ? 0u : 1u);
    }
}

TEST(Moments, NothingIsShownThatTakesMoreThanTheEnergyCap) {
    for (const double cap_kwh : {0.9, 1.1}) {
        Builder b = two_levels(-1);
        b.instance().energy_cap_kwh = cap_kwh;
        const Problem problem(b.instance());
        const DecodedPlan now = decode(problem, make_plan({{.task = 0, .server = 0, .level = 1}}));
        ASSERT_EQ(now.score.violation, 0);
        EXPECT_EQ(Alternatives(problem, now.plan).other_levels(0).empty(), cap_kwh < 1);
    }
}

}  // namespace
}  // namespace nightwatt
