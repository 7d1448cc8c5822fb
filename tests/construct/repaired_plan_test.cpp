#include "construct/repaired_plan.hpp"

#include <gtest/gtest.h>

#include <tuple>

#include "hand/hand_builder.hpp"
#include "problem/decode.hpp"
#include "problem/random_instance.hpp"
#include "rules/rule.hpp"

namespace nightwatt {
namespace {

/// One machine, four hours at these prices, tasks of an hour at 1 kW.
hand::Builder machine(const std::vector<double>& price_per_kwh, int tasks) {
    hand::Builder b(4, 3600);
    b.add_class().add(hand::Site{.price_per_kwh = price_per_kwh});
    b.add(hand::Server{});
    for (int j = 0; j < tasks; ++j) b.add(hand::Task{.runs = {{3600, 1000}}});
    return b;
}

/// Task 0 in the first hour, task 1 in the last; others are new.
Plan first_and_last(std::size_t tasks) {
    Plan plan = hand::make_plan({{.task = 0, .server = 0, .start_s = 0, .end_s = 3600},
                                 {.task = 1, .server = 0, .start_s = 10800, .end_s = 14400}});
    plan.resize(tasks);
    for (std::size_t j = 2; j < tasks; ++j) plan.server[j] = not_published;
    return plan;
}

DecodedPlan repaired(const Problem& problem, const Plan& before) {
    return decode(problem, repaired_plan(problem, before).value());
}

TEST(RepairedPlan, ANewTaskGoesIntoTheCheapestGapAndPushesNobody) {
    const Problem problem(machine({1, 3, 2, 4}, 3).instance());
    const DecodedPlan decoded = repaired(problem, first_and_last(3));
    EXPECT_EQ(decoded.plan.start_ms, (std::vector<std::int64_t>{0, 10'800'000, 7'200'000}));
}

TEST(RepairedPlan, WaitsForNoCheaperHourWhereThatIsLate) {
    hand::Builder b = machine({1, 3, 2, 4}, 2);
    b.add(hand::Task{.runs = {{3600, 1000}}, .deadline_s = 7200, .tardiness_weight_per_h = 10});
    const Problem problem(b.instance());
    EXPECT_EQ(repaired(problem, first_and_last(3)).plan.start_ms[2], 3'600'000);
}

TEST(RepairedPlan, IdlePowerAndWakingCount) {
    // Beside what runs the server is on anyway; later it would have to idle or to wake.
    hand::Builder b(8, 3600, {"core"});
    b.add_class().add(hand::Site{.price_per_kwh = {1, 1, 1, 1, 1, 1, 0.9, 0.9}});
    b.add(hand::Server{.idle_w = 500, .wake_s = 60, .wake_j = 100'000, .capacity = {2}});
    for (int j = 0; j < 2; ++j) b.add(hand::Task{.runs = {{3600, 100}}});
    const Problem problem(b.instance());
    Plan before = hand::make_plan({{.task = 0, .server = 0, .start_s = 7200, .end_s = 10800}});
    before.resize(2);
    before.server[1] = not_published;
    EXPECT_EQ(repaired(problem, before).plan.start_ms[1], 7'200'000);
}

TEST(RepairedPlan, WithoutRoomInTheWindowATaskOverrunsItAndStillPushesNobody) {
    const Problem problem(machine({1, 3, 2, 4}, 5).instance());
    const DecodedPlan decoded = repaired(problem, first_and_last(5));
    EXPECT_EQ(decoded.plan.start_ms[1], 10'800'000);
    EXPECT_EQ(decoded.plan.start_ms[4], 14'400'000);
    EXPECT_GT(decoded.score.violation, 0);
}

TEST(RepairedPlan, APublishedTaskGivesWayByTheToleranceAndElseLeaves) {
    // Task 0 takes longer than when the plan was made.
    for (const std::int64_t tolerance_ms : {60'000, 30'000}) {
        hand::Builder b(4, 3600);
        b.add_class().add(hand::Site{.price_per_kwh = {1}}).add(hand::Server{});
        b.add(hand::Task{.runs = {{3640, 1000}}}).add(hand::Task{.runs = {{3600, 1000}}});
        const Plan before =
            hand::make_plan({{.task = 0, .server = 0, .start_s = 0, .end_s = 3600},
                             {.task = 1, .server = 0, .start_s = 3600, .end_s = 7200}});
        const Problem problem(b.instance(), publish(before, 1, tolerance_ms));
        const DecodedPlan decoded = repaired(problem, before);
        const bool gives_way = tolerance_ms >= 40'000;
        EXPECT_EQ(decoded.plan.start_ms[1] == 3'640'000, gives_way);
        EXPECT_EQ(decoded.score.violation, 0);
    }
}

// Task 1 takes 40 s longer than when the plan was made; task 0, behind it, may start so much later.
TEST(RepairedPlan, PublishedTasksGiveWayInTheOrderOfTheirStarts) {
    hand::Builder b(4, 3600);
    b.add_class().add(hand::Site{.price_per_kwh = {1}}).add(hand::Server{});
    b.add(hand::Task{.runs = {{3600, 1000}}}).add(hand::Task{.runs = {{3640, 1000}}});
    const Plan before = hand::make_plan({{.task = 1, .server = 0, .start_s = 0, .end_s = 3600},
                                         {.task = 0, .server = 0, .start_s = 3600, .end_s = 7200}});
    const Problem problem(b.instance(), publish(before, 1, 60'000));
    EXPECT_EQ(repaired(problem, before).plan.start_ms, (std::vector<std::int64_t>{3'640'000, 0}));
}

TEST(RepairedPlan, APinnedStartLeavesItsServerToATaskThatHasNoOther) {
    hand::Builder b = machine({1, 3, 2, 4}, 0);
    b.add(hand::Server{}).add(hand::Task{.runs = {{3600, 1000}}, .pin_start_s = 0});
    b.add(hand::Task{.runs = {{3600, 1000}}, .pin_server = 0, .pin_start_s = 0});
    Plan before;
    before.resize(2);
    before.server = {not_published, not_published};
    const DecodedPlan decoded = repaired(Problem(b.instance()), before);
    EXPECT_EQ(decoded.plan.server, (std::vector<std::int32_t>{1, 0}));
    EXPECT_EQ(decoded.score.violation, 0);
}

// Two cheap hours are free before the task that stands, and a dear one behind it.
TEST(RepairedPlan, LongTasksChooseBeforeShortOnes) {
    hand::Builder b = machine({1, 1, 2, 2}, 2);
    b.add(hand::Task{.runs = {{7200, 1000}}});
    Plan before = hand::make_plan({{.task = 0, .server = 0, .start_s = 7200, .end_s = 10'800}});
    before.resize(3);
    before.server[1] = before.server[2] = not_published;
    EXPECT_EQ(repaired(Problem(b.instance()), before).plan.start_ms,
              (std::vector<std::int64_t>{7'200'000, 10'800'000, 0}));
}

bool has_pinned_start(const ProblemView& p, std::uint32_t task) {
    return p.pin_start_ms != nullptr && p.pin_start_ms[task] >= 0;
}

/// Whether a task with a pinned start, which goes first, now runs where and when this one did.
bool gave_way_to_a_pin(const ProblemView& p, const Plan& before, const Plan& after,
                       std::uint32_t task) {
    for (std::uint32_t j = 0; j < p.task_count; ++j) {
        const bool came = has_pinned_start(p, j) && after.server[j] == before.server[task] &&
                          std::tuple(after.server[j], after.start_ms[j], after.end_ms[j]) !=
                              std::tuple(before.server[j], before.start_ms[j], before.end_ms[j]);
        if (came && after.start_ms[j] < before.end_ms[task] &&
            after.end_ms[j] > before.start_ms[task]) {
            return true;
        }
    }
    return false;
}

TEST(RepairedPlan, WhatFitsWhereItWasStaysOnAnyNight) {
    const RandomShape nights[] = {
        {},
        {.negative_prices = true, .coupled = true, .transfers = true},
        {.coupled = true, .batteries = true},
        {.tasks = 60, .servers = 3, .pinned = true},
        {.tasks = 80, .servers = 4, .resources = 1, .explicit_runtimes = true},
    };
    for (const RandomShape& shape : nights) {
        int gave_way = 0;
        int stayed = 0;
        for (const std::uint64_t seed : {1, 2, 3}) {
            const Problem problem(random_instance(seed, shape));
            const ProblemView p = problem.view();
            Plan before = decode(problem, construct_mct(problem)).plan;
            const std::vector<std::int32_t> servers = before.server;
            for (std::uint32_t j = 0; j < p.task_count; j += 7) before.server[j] = gone_server;
            const Plan genes = repaired_plan(problem, before).value();
            const DecodedPlan decoded = decode(problem, genes);
            EXPECT_EQ(decoded.plan.start_ms, genes.hold_ms);
            for (std::uint32_t j = 0; j < p.task_count; ++j) {
                if (before.server[j] == gone_server || has_pinned_start(p, j)) continue;
                if (gave_way_to_a_pin(p, before, decoded.plan, j)) {
                    ++gave_way;
                    continue;
                }
                ++stayed;
                EXPECT_EQ(decoded.plan.server[j], servers[j]);
                EXPECT_EQ(decoded.plan.start_ms[j], before.start_ms[j]);
            }
        }
        EXPECT_GT(stayed, 3 * gave_way);
    }
}

TEST(RepairedPlan, IsNoneWhereNeitherOrderNorTimeMatters) {
    const Problem problem(machine({1}, 3).instance());
    ASSERT_TRUE(problem.view().loads_only);
    EXPECT_FALSE(repaired_plan(problem, first_and_last(3)).has_value());
}

}  // namespace
}  // namespace nightwatt
