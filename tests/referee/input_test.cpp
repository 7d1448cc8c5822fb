#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "errors.hpp"
#include "hand/hand_builder.hpp"
#include "instance/account_fields.hpp"
#include "referee/referee.hpp"

namespace nightwatt {
namespace {

using hand::Builder;
using hand::make_plan;

constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t highest = std::numeric_limits<std::int64_t>::max();

Instance two_tasks() {
    Builder b(2, 3600);
    b.add_class().add(hand::Site{.price_per_kwh = {0.1}});
    b.add(hand::Server{.idle_w = 10, .sleep_w = 1, .wake_s = 5, .wake_j = 7});
    for (int task = 0; task != 2; ++task) {
        b.add(hand::Task{.runs = {{600, 50}}, .deadline_s = 100, .tardiness_weight_per_h = 1});
    }
    return b.instance();
}

Plan two_steps() {
    return make_plan({{.task = 0, .server = 0, .start_s = 5, .end_s = 605},
                      {.task = 1, .server = 0, .start_s = 605, .end_s = 1205}});
}

void expect_finite(const Audit& found) {
    visit_totals(found.account.totals, [](const Column& column, const auto& value) {
        EXPECT_TRUE(std::isfinite(static_cast<double>(value))) << column.name;
    });
    EXPECT_TRUE(std::isfinite(found.allowed_difference));
}

TEST(PlanThatDoesNotFit, MissingRowsAreAnInputError) {
    Plan plan = two_steps();
    plan.end_ms.pop_back();
    plan.level.clear();
    try {
        (void)audit(two_tasks(), plan);
        FAIL();
    } catch (const InputError& error) {
        ASSERT_EQ(error.problems().size(), 2u);
        EXPECT_EQ(error.problems()[0],
                  "plan: column level has 0 rows, but the instance has 2 tasks");
    }
}

TEST(PlanThatDoesNotFit, ServersOutOfRangeAreAllNamed) {
    Plan plan = two_steps();
    plan.server = {-1, 1};
    plan.sleeps.push_back({.server = std::numeric_limits<std::int32_t>::max()});
    try {
        (void)audit(two_tasks(), plan);
        FAIL();
    } catch (const InputError& error) {
        ASSERT_EQ(error.problems().size(), 3u);
        EXPECT_EQ(error.problems()[0],
                  "plan: task 'task0' names server row -1; the instance has 1 servers");
        EXPECT_NE(error.problems()[2].find("sleep 0"), std::string::npos);
    }
}

TEST(PlanThatDoesNotFit, InstanceWithoutSlotsIsAnInputError) {
    Instance instance = two_tasks();
    instance.series = {};
    EXPECT_THROW((void)audit(instance, two_steps()), InputError);
}

TEST(HostilePlan, ExtremeTimesAreViolationsNotOverflows) {
    for (const std::int64_t start : {lowest, std::int64_t{-1}, highest}) {
        for (const std::int64_t end : {lowest, std::int64_t{0}, highest}) {
            Plan plan = two_steps();
            plan.start_ms[1] = start;
            plan.end_ms[1] = end;
            plan.hold_ms[1] = start;
            plan.sleeps = {{.server = 0, .start_ms = lowest, .end_ms = highest},
                           {.server = 0, .start_ms = highest, .end_ms = lowest}};
            const Audit found = audit(two_tasks(), plan);
            EXPECT_FALSE(found.violations.empty());
            expect_finite(found);
        }
    }
}

TEST(HostilePlan, NegativeStartIsAViolationAndDrawsNothingBeforeTimeZero) {
    Plan plan = two_steps();
    plan.start_ms[0] = -595000;
    plan.end_ms[0] = 5000;
    const Audit found = audit(two_tasks(), plan);
    EXPECT_FALSE(found.violations.empty());
    EXPECT_NEAR(found.account.totals.dynamic_kwh, 50.0 * (5 + 600) / hand::kwh, 1e-12);
}

TEST(HostilePlan, TaskThatEndsBeforeItStartsDrawsNothing) {
    Plan plan = two_steps();
    plan.end_ms[1] = plan.start_ms[1] - 300000;
    const Audit found = audit(two_tasks(), plan);
    ASSERT_EQ(found.violations.size(), 1u);
    EXPECT_TRUE(found.violations[0].starts_with("runtime: "));
    EXPECT_NEAR(found.account.totals.dynamic_kwh, 50.0 * 600 / hand::kwh, 1e-12);
}

TEST(HostilePlan, LevelsAndPositionsMayHoldAnything) {
    for (const std::int32_t value :
         {std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max()}) {
        Plan plan = two_steps();
        plan.level[0] = value;
        plan.position[1] = value;
        const Audit found = audit(two_tasks(), plan);
        EXPECT_EQ(found.violations.size(), 2u);
        expect_finite(found);
    }
}

TEST(EmptyPlan, CostsNothing) {
    Builder b(2, 3600);
    b.add_class().add(hand::Site{.price_per_kwh = {0.1}, .renewable_w = {500}});
    b.add(hand::Server{.idle_w = 100});
    const Audit found = audit(b.instance(), Plan());
    EXPECT_TRUE(found.violations.empty());
    EXPECT_EQ(found.account.totals.cost, 0);
    EXPECT_EQ(found.account.totals.makespan_s, 0);
    EXPECT_EQ(found.account.totals.renewable_available_kwh, 1);
    EXPECT_EQ(found.account.site_slots.size(), 2u);
}

}  // namespace
}  // namespace nightwatt
