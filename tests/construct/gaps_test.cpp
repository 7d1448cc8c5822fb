#include "construct/gaps.hpp"

#include <gtest/gtest.h>

#include "hand/hand_builder.hpp"
#include "instance/published_plan.hpp"

// Slots are hours, so 1000 W through a slot are 1 kWh. A task is put beside what stands.

namespace nightwatt {
namespace {

using namespace hand;

constexpr std::uint32_t all_servers = 1000;

/// A task of an hour and 1 kW.
const Task one_hour{.runs = {{hour, 1000}}};

/// A site with these prices and a server.
Builder machine(const std::vector<double>& price_per_kwh, const Server& server = {}) {
    Builder b(price_per_kwh.size(), hour);
    b.add_class().add(Site{.price_per_kwh = price_per_kwh}).add(server);
    return b;
}

struct Spot {
    std::int32_t server;
    std::int64_t start_ms;
    bool operator==(const Spot&) const = default;
};
void PrintTo(const Spot& spot, std::ostream* out) {
    *out << "server " << spot.server << " at " << spot.start_ms;
}

Spot spot_of(const Gaps& gaps, std::uint32_t task) {
    const Plan genes = gaps.genes();
    return {genes.server[task], genes.hold_ms[task]};
}

/// Where the tasks, put in one after another, leave the last one.
Spot last_inserted(const Problem& problem) {
    Gaps gaps(problem);
    for (std::uint32_t j = 0; j < problem.tasks(); ++j) gaps.insert(j, all_servers);
    return spot_of(gaps, static_cast<std::uint32_t>(problem.tasks()) - 1);
}

TEST(Gaps, ALongerMakespanIsPaidForAndNoOther) {
    for (const bool something_ends_last : {false, true}) {
        Builder b = machine({2, 3, 3, 1});
        b.add(Server{}).add(one_hour).add(one_hour);
        b.instance().makespan_weight_per_h = 5;
        const Problem problem(b.instance());
        Gaps gaps(problem);
        // In the last hour energy costs 1 less.
        ASSERT_TRUE(gaps.keep(0, 0, 0, something_ends_last ? 3 * hour_ms : 0));
        gaps.insert(1, all_servers);
        EXPECT_EQ(spot_of(gaps, 1), (Spot{1, something_ends_last ? 3 * hour_ms : 0}));
    }
}

TEST(Gaps, ATransferIsPaidFor) {
    Builder b(2, hour);
    b.add_class().add(Site{.price_per_kwh = {0.3, 0.4}}).add(Site{.price_per_kwh = {0.1, 0.1}});
    b.add(Server{.site = 0}).add(Server{.site = 1});
    b.link(0, 1, 1e9, 10.8).link(1, 0, 1e9, 10.8);  // 3 kWh for 1 MB
    Task task = one_hour;
    EXPECT_EQ(last_inserted(Problem(Builder(b).add(task).instance())), (Spot{1, 0}));
    task.input_site = 0;
    task.input_bytes = 1e6;
    EXPECT_EQ(last_inserted(Problem(b.add(task).instance())), (Spot{0, 0}));
}

// Published at 1:00, in the way of what has started at 1:56:40. Moving costs 10, but five minutes
// are no move: it ends when the other begins. From 3:00 on energy is cheapest.
TEST(Gaps, ATaskStaysNearItsPublishedPlaceWhereMovingIsDear) {
    Builder b = machine({1, 1, 1, 0.1, 0.1});
    b.add(one_hour).add(one_hour);
    const Plan before = make_plan({{.task = 0, .server = 0, .start_s = 7000, .end_s = 10'600},
                                   {.task = 1, .server = 0, .start_s = hour, .end_s = 2 * hour}});
    const Problem problem(b.instance(), publish(before, 10, 300'000));
    Gaps gaps(problem);
    ASSERT_TRUE(gaps.keep(0, 0, 0, 7'000'000));
    ASSERT_FALSE(gaps.keep(1, 0, 0, hour_ms));
    gaps.insert(1, all_servers);
    EXPECT_EQ(spot_of(gaps, 1), (Spot{0, 3'400'000}));
}

TEST(Gaps, AKeptTaskWaitsForItsServerAndLeavesWhereThatClosesTooEarly) {
    Builder b = machine({1, 2, 3}, {.open_s = 60, .close_s = 2 * hour});
    b.add(one_hour).add(one_hour);
    const Plan before = make_plan({{.task = 0, .server = 0, .start_s = 0, .end_s = hour},
                                   {.task = 1, .server = 0, .start_s = hour, .end_s = 2 * hour}});
    const Problem problem(b.instance(), publish(before, 1, 60'000));
    Gaps gaps(problem);
    ASSERT_TRUE(gaps.keep(0, 0, 0, 0));
    EXPECT_EQ(spot_of(gaps, 0), (Spot{0, 60'000}));
    EXPECT_FALSE(gaps.keep(1, 0, 0, hour_ms));
}

TEST(Gaps, StartsPinnedToOneMomentGoToDifferentServersTheCheapestFirst) {
    Builder b = machine({2, 1}, {.idle_w = 500});
    b.add(Server{});
    Task pinned = one_hour;
    pinned.pin_start_s = 0;
    b.add(pinned).add(pinned);
    const Problem problem(b.instance());
    Gaps gaps(problem);
    gaps.insert(0, all_servers);
    gaps.insert(1, all_servers);
    EXPECT_EQ(spot_of(gaps, 0), (Spot{1, 0}));
    EXPECT_EQ(spot_of(gaps, 1), (Spot{0, 0}));
}

TEST(Gaps, APinnedLevelIsKept) {
    Builder b(4, hour);
    b.add_class({{1.0, 1.0}, {0.5, 0.25}}).add(Site{.price_per_kwh = {1, 2, 3, 4}}).add(Server{});
    Task task = one_hour;
    for (const std::int32_t level : {-1, 0}) {
        task.pin_level = level;
        const Problem problem(Builder(b).add(task).instance());
        Gaps gaps(problem);
        gaps.insert(0, all_servers);
        EXPECT_EQ(gaps.genes().level[0], level == 0 ? 0 : 1);
    }
}

// The second server is better in one respect alone, and off like the first. Where waking takes
// time, both may start at 0:15; the first draws what it wakes with in the dear hour.
TEST(Gaps, ServersThatAreOffAreLookedAtWhereTheyDifferInAnything) {
    struct Pair {
        const char* trait;
        Server first, second;
        std::vector<double> price_per_kwh = {1, 2};
        Site site_of_second = {.price_per_kwh = {1, 2}};
    };
    const Pair pairs[] = {
        {"idle power", {.idle_w = 500}, {.idle_w = 100}},
        {"waking", {.wake_j = 1e6}, {.wake_j = 1e5}},
        {"site", {}, {.site = 1}, {1, 2}, {.price_per_kwh = {0.5, 2}}},
        {"opening", {.open_s = 1800}, {.open_s = 900}},
        {"class", {}, {.class_index = 1}},
        {"closing", {.close_s = hour}, {}, {2, 1}},
        {"time to wake", {.wake_s = 900, .wake_j = 1e6}, {.wake_j = 1e6, .open_s = 900}, {2, 1}},
    };
    const Task frugal_on_second_class{.runs = {{hour, 1000}, {hour, 500, 1}}};
    for (const Pair& pair : pairs) {
        Builder b(2, hour);
        b.add_class().add_class();
        b.add(Site{.price_per_kwh = pair.price_per_kwh}).add(pair.site_of_second);
        b.add(pair.first).add(pair.second).add(frugal_on_second_class);
        EXPECT_EQ(last_inserted(Problem(b.instance())).server, 1) << pair.trait;
    }
}

TEST(Gaps, NothingStartsBeforeItsServerIsOpen) {
    Builder b = machine({1, 2, 3}, {.wake_s = 60, .open_s = hour});
    EXPECT_EQ(last_inserted(Problem(b.add(one_hour).instance())), (Spot{0, hour_ms + 60'000}));
}

// Each finds its own share of the servers empty, and looks no further.
TEST(Gaps, TasksWithFewLooksTakeTheirSharesInTurn) {
    Builder b = machine({1, 3, 2, 4});
    b.add(Server{}).add(one_hour).add(one_hour).add(one_hour);
    const Problem problem(b.instance());
    Gaps gaps(problem);
    for (std::uint32_t j = 0; j < 3; ++j) gaps.insert(j, /*looks=*/1);
    EXPECT_EQ(gaps.genes().server, (std::vector<std::int32_t>{0, 1, 0}));
    EXPECT_EQ(spot_of(gaps, 2), (Spot{0, 2 * hour_ms}));
}

TEST(Gaps, ATaskLooksAtAllServersWhereThoseOfItsShareHaveNoRoom) {
    Builder b = machine({1, 3, 2, 4});
    b.add(Server{}).add(Task{.runs = {{4 * hour, 1000}}}).add(one_hour);
    const Problem problem(b.instance());
    Gaps gaps(problem);
    ASSERT_TRUE(gaps.keep(1, 0, 0, 0));
    gaps.insert(0, /*looks=*/1);
    EXPECT_EQ(gaps.genes().server, (std::vector<std::int32_t>{1, 0}));
}

// A million looks are spare, and 999 servers are full. Once a thousand tasks have looked at them
// all, the last task may still look at all 1000 that it can use; after one task more it may not.
TEST(Gaps, OnceTheSpareLooksAreSpentATaskStaysInItsShare) {
    constexpr std::uint32_t full = 999;
    for (const std::uint32_t crowd : {1000u, 1001u}) {
        Builder b(1, hour);
        b.add_class().add_class().add(Site{.price_per_kwh = {1}});
        for (std::uint32_t i = 0; i < full; ++i) b.add(Server{});
        b.add(Server{.class_index = 1});
        for (std::uint32_t j = 0; j < full + crowd; ++j) b.add(one_hour);
        b.add(Task{.runs = {{hour, 1000}, {hour, 1000, 1}}});
        const Problem problem(b.instance());
        Gaps gaps(problem);
        for (std::uint32_t j = 0; j < full; ++j) ASSERT_TRUE(gaps.keep(j, j, 0, 0));
        for (std::uint32_t j = full; j <= full + crowd; ++j) gaps.insert(j, /*looks=*/1);
        EXPECT_EQ(spot_of(gaps, full + crowd).server, crowd == 1000 ? 999 : 1);
    }
}

// 1 kW of sun in the first hour, whose energy is dearer else than the second's.
TEST(Gaps, WhatStandsUsesUpTheSun) {
    for (const double idle_w : {0.0, 200.0}) {
        Builder b(2, hour);
        b.add_class().add(Site{.price_per_kwh = {1, 0.5}, .renewable_w = {1000, 0}});
        b.add(Server{.idle_w = idle_w}).add(Server{});
        b.add(Task{.runs = {{hour, 1000 - idle_w}}, .pin_server = 0}).add(one_hour);
        EXPECT_EQ(last_inserted(Problem(b.instance())).start_ms, hour_ms) << idle_w;
    }
}

// The cheap site's server is taken; behind what runs there the task would overrun its window.
TEST(Gaps, ADearPlaceInTheWindowIsBetterThanACheapOneBehindIt) {
    Builder b(3, hour);
    b.add_class().add(Site{.price_per_kwh = {0.1, 0.2, 0.3}});
    b.add(Site{.price_per_kwh = {3, 3, 3}}).add(Server{}).add(Server{.site = 1});
    b.add(Task{.runs = {{2 * hour, 1000}}, .pin_server = 0}).add(Task{.runs = {{2 * hour, 1000}}});
    EXPECT_EQ(last_inserted(Problem(b.instance())).server, 1);
}

// Energy becomes cheaper after an hour. Later than 0:30 the task would be late at 2 an hour, or
// end last.
TEST(Gaps, ATaskWaitsUntilWaitingCosts) {
    Task task = one_hour;
    task.deadline_s = 1.5 * hour;
    task.tardiness_weight_per_h = 2;
    EXPECT_EQ(last_inserted(Problem(machine({1, 0.5, 0.5}).add(task).instance())),
              (Spot{0, hour_ms / 2}));
    Builder b = machine({1, 0.5, 0.5});
    b.add(Server{}).add(Task{.runs = {{1.5 * hour, 1000}}, .pin_server = 1, .pin_start_s = 0});
    b.add(one_hour).instance().makespan_weight_per_h = 2;
    EXPECT_EQ(last_inserted(Problem(b.instance())), (Spot{0, hour_ms / 2}));
}

// An hour and a half around the cheap hour: before it, where energy costs 3, not 5.
TEST(Gaps, ATaskEndsWhereEnergyBecomesDear) {
    const Task longer{.runs = {{1.5 * hour, 1000}}};
    EXPECT_EQ(last_inserted(Problem(machine({3, 1, 5}).add(longer).instance())),
              (Spot{0, hour_ms / 2}));
}

// It wakes for half an hour, so in a quarter of an hour it would idle. Energy is a little cheaper
// in the first hour.
TEST(Gaps, AServerIdlesThroughAGapThatIsTooShortToSleepIn) {
    Builder b = machine({0.9, 1, 1}, {.idle_w = 1000, .wake_s = 1800});
    Task task = one_hour;
    task.release_s = 0.75 * hour;
    b.add(one_hour).add(task);
    const Problem problem(b.instance());
    Gaps gaps(problem);
    ASSERT_TRUE(gaps.keep(0, 0, 0, 2 * hour_ms));
    gaps.insert(1, all_servers);
    EXPECT_EQ(spot_of(gaps, 1), (Spot{0, hour_ms}));
}

TEST(Gaps, WhatEndsBehindTheNightIsHeldWithinIt) {
    Builder b = machine({1, 2});
    for (int j = 0; j < 4; ++j) b.add(one_hour);
    const Problem problem(b.instance());
    EXPECT_EQ(last_inserted(problem), (Spot{0, 2 * hour_ms}));
}

}  // namespace
}  // namespace nightwatt
