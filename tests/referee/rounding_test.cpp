#include <gtest/gtest.h>

#include <cmath>

#include "hand/hand_builder.hpp"
#include "referee/referee.hpp"

namespace nightwatt {
namespace {

using hand::Builder;
using hand::make_plan;

/// One task of an hour on one server, everything in whole units.
Builder one_task(const hand::Task& task = {.runs = {{3600, 1000}}}, const hand::Server& server = {},
                 const hand::Site& site = {.price_per_kwh = {0.1}}) {
    Builder b(4, 3600);
    b.add_class().add(site).add(server).add(task);
    return b;
}

Plan one_step(double start_s, double end_s) {
    return make_plan({{.task = 0, .server = 0, .start_s = start_s, .end_s = end_s}});
}

TEST(Rounding, RuntimeMayBeHalfAMillisecondOff) {
    Builder b = one_task({.runs = {{3600.0004, 1000}}});
    EXPECT_TRUE(audit(b.instance(), one_step(0, 3600)).violations.empty());
    EXPECT_FALSE(audit(b.instance(), one_step(0, 3600.001)).violations.empty());
    Builder half = one_task({.runs = {{3600.0005, 1000}}});
    EXPECT_TRUE(audit(half.instance(), one_step(0, 3600)).violations.empty());
    EXPECT_TRUE(audit(half.instance(), one_step(0, 3600.001)).violations.empty());
}

TEST(Rounding, RuntimeIsAtLeastAMillisecond) {
    Builder b = one_task({.runs = {{0.0001, 1000}}});
    EXPECT_TRUE(audit(b.instance(), one_step(0, 0.001)).violations.empty());
    EXPECT_FALSE(audit(b.instance(), one_step(0, 0.002)).violations.empty());
}

TEST(Rounding, ReleaseMayBeRoundedDownButNotIgnored) {
    Builder b = one_task({.runs = {{3600, 1000}}, .release_s = 10.0004});
    EXPECT_TRUE(audit(b.instance(), one_step(10, 3610)).violations.empty());
    EXPECT_FALSE(audit(b.instance(), one_step(9.999, 3609.999)).violations.empty());
}

TEST(Rounding, WholeUnitsLeaveOnlyMoneyAndDoubles) {
    const Audit found = audit(one_task().instance(), one_step(0, 3600));
    EXPECT_LT(found.allowed_difference, 1e-7);
}

TEST(Rounding, PowerOffAMilliwattCountsOverTheRuntime) {
    // 0.4 mW for an hour is 1.44 J = 4e-7 kWh; at 100 per kWh 4e-5.
    Builder b = one_task({.runs = {{3600, 1000.0004}}}, {}, {.price_per_kwh = {100}});
    const Audit found = audit(b.instance(), one_step(0, 3600));
    const Audit whole =
        audit(one_task({.runs = {{3600, 1000}}}, {}, {.price_per_kwh = {100}}).instance(),
              one_step(0, 3600));
    EXPECT_NEAR(found.allowed_difference - whole.allowed_difference, 4e-5, 1e-9);
    EXPECT_NEAR(found.account.totals.cost - whole.account.totals.cost, 4e-5, 1e-12);
}

TEST(Rounding, DeadlineOffAMillisecondCountsAtTheWeight) {
    // 0.4 ms at 3600 an hour: 0.0004.
    Builder b =
        one_task({.runs = {{3600, 0}}, .deadline_s = 99.9996, .tardiness_weight_per_h = 3600});
    const Audit found = audit(b.instance(), one_step(0, 3600));
    EXPECT_NEAR(found.allowed_difference, 0.0004, 1e-6);
    EXPECT_NEAR(found.account.totals.tardiness_cost, 3500.0004, 1e-9);
}

TEST(Rounding, WakingThatRoundingMayMoveOverASlotBoundaryCountsWhole) {
    // The waking falls 0.4 ms before or exactly on 3600 s; 1 kWh costs 0.1 before and 0.9 after.
    const hand::Site site{.price_per_kwh = {0.1, 0.9, 0.9, 0.9}};
    Builder b = one_task({.runs = {{600, 0}}}, {.wake_s = 100.0004, .wake_j = hand::kwh}, site);
    const Plan plan = one_step(3700, 4300);
    EXPECT_NEAR(audit(b.instance(), plan).account.totals.cost, 0.1, 1e-12);
    EXPECT_GT(audit(b.instance(), plan).allowed_difference, 0.8);
    Builder exact = one_task({.runs = {{600, 0}}}, {.wake_s = 100, .wake_j = hand::kwh}, site);
    EXPECT_NEAR(audit(exact.instance(), plan).account.totals.cost, 0.9, 1e-12);
    EXPECT_LT(audit(exact.instance(), plan).allowed_difference, 1e-7);
}

TEST(Rounding, LateByLessThanHalfAMillisecondIsNotCountedAsLate) {
    Builder b =
        one_task({.runs = {{3600, 0}}, .deadline_s = 3599.9996, .tardiness_weight_per_h = 1});
    EXPECT_EQ(audit(b.instance(), one_step(0, 3600)).account.totals.late_tasks, 0);
    Builder late =
        one_task({.runs = {{3600, 0}}, .deadline_s = 3599.999, .tardiness_weight_per_h = 1});
    EXPECT_EQ(audit(late.instance(), one_step(0, 3600)).account.totals.late_tasks, 1);
}

TEST(Rounding, HardCapLeavesRoomForAMicrojouleAndNoMore) {
    Builder met =
        one_task({.runs = {{3600, 1000}}}, {}, {.price_per_kwh = {0.1}, .hard_cap_w = {1000}});
    EXPECT_TRUE(audit(met.instance(), one_step(0, 3600)).violations.empty());
    Builder broken =
        one_task({.runs = {{3600, 1000}}}, {}, {.price_per_kwh = {0.1}, .hard_cap_w = {999.999}});
    EXPECT_FALSE(audit(broken.instance(), one_step(0, 3600)).violations.empty());
}

TEST(Rounding, TinyNegativeRateMayLetRenewablePowerCountForThePeak) {
    // 1 kW, 0.4 kW of it renewable, 10 per kW of grid power: 10 or 6.
    const auto peak = [](double price) {
        Builder b =
            one_task({.runs = {{3600, 1000}}}, {},
                     {.price_per_kwh = {price}, .renewable_w = {400}, .peak_price_per_kw = 10});
        return audit(b.instance(), one_step(0, 3600));
    };
    EXPECT_NEAR(peak(-1e-9).account.totals.peak_cost, 10, 1e-9);
    EXPECT_GT(peak(-1e-9).allowed_difference, 4);
    EXPECT_LT(peak(-1e-6).allowed_difference, 1e-6);
    EXPECT_LT(peak(0).allowed_difference, 1e-6);
    EXPECT_NEAR(peak(0).account.totals.peak_cost, 6, 1e-9);
}

TEST(Rounding, ReasonStatesTheValue) {
    const Audit found = audit(one_task().instance(), one_step(0, 3600));
    EXPECT_NE(found.allowed_reason.find("at most"), std::string::npos);
    EXPECT_EQ(found.allowed_reason.back(), '.');
}

}  // namespace
}  // namespace nightwatt
