#include <gtest/gtest.h>

#include <limits>

#include "hand/hand_builder.hpp"
#include "referee/referee.hpp"

namespace nightwatt {
namespace {

using hand::Builder;
using hand::make_plan;

/// A sound plan on a night that knows every constraint; each test breaks one of them.
///
/// Site 0 (server 0: class 0 with two levels, 4 cores, idle 360 W, sleep 36 W, wake 600 s and
/// 0.05 kWh, open from 0 to 20000 s; server 1: class 1, 2 cores, free) and site 1 (server 2: class
/// 1). Tasks 0 and 1 run together on server 0 from 600 to 4200 s, task 2 at the slow level from
/// 7800 to 15000 s after a sleep, task 3 on server 1 from 1000 to 2000 s, pinned; task 4 on
/// server 2 after its input has moved from site 0, which takes 1000 s.
class Violation : public testing::Test {
  protected:
    Violation() : instance(make_instance()), plan(sound_plan()) {}

    static Instance make_instance() {
        Builder b(8, 3600, {"cores"});
        b.add_class({{1, 1}, {0.5, 0.3}}).add_class();
        b.add(hand::Site{.price_per_kwh = {0.1}}).add(hand::Site{.price_per_kwh = {0.1}});
        b.add(hand::Server{.idle_w = 360,
                           .sleep_w = 36,
                           .wake_s = 600,
                           .wake_j = 0.05 * hand::kwh,
                           .close_s = 20000,
                           .capacity = {4}});
        b.add(hand::Server{.class_index = 1, .capacity = {2}});
        b.add(hand::Server{.class_index = 1, .site = 1, .capacity = {2}});
        b.link(0, 1, 1e6, 1e-6);
        b.add(hand::Task{.runs = {{3600, 500, 0}}, .need = {2}});
        b.add(hand::Task{.runs = {{3600, 500, 0}}, .need = {2}});
        b.add(hand::Task{.runs = {{3600, 500, 0}}, .release_s = 7800, .need = {4}});
        b.add(hand::Task{
            .runs = {{1000, 100, 1}}, .pin_server = 1, .pin_level = 0, .pin_start_s = 1000});
        b.add(hand::Task{.runs = {{1000, 100, 1}}, .input_bytes = 1e9, .input_site = 0});
        return b.instance();
    }

    static Plan sound_plan() {
        return make_plan({{.task = 0, .server = 0, .start_s = 600, .end_s = 4200},
                          {.task = 1, .server = 0, .start_s = 600, .end_s = 4200},
                          {.task = 2, .server = 0, .start_s = 7800, .end_s = 15000, .level = 1},
                          {.task = 3, .server = 1, .start_s = 1000, .end_s = 2000, .hold_s = 1000},
                          {.task = 4, .server = 2, .start_s = 1000, .end_s = 2000}},
                         {{.server = 0, .start_ms = 4200000, .end_ms = 7800000}});
    }

    /// Exactly one violation, of this kind and with this in its text.
    void expect_only(const std::string& kind, const std::string& text) {
        const Audit found = audit(instance, plan);
        ASSERT_EQ(found.violations.size(), 1u) << testing::PrintToString(found.violations);
        EXPECT_TRUE(found.violations[0].starts_with(kind + ": ")) << found.violations[0];
        EXPECT_NE(found.violations[0].find(text), std::string::npos) << found.violations[0];
    }

    void move(std::size_t task, std::int64_t by_ms) {
        plan.start_ms[task] += by_ms;
        plan.end_ms[task] += by_ms;
    }

    Instance instance;
    Plan plan;
};

TEST_F(Violation, NoneInTheSoundPlan) {
    EXPECT_EQ(audit(instance, plan).violations, std::vector<std::string>{});
}

TEST_F(Violation, ClassThatTheTaskMayNotUse) {
    plan.server[4] = 0;
    plan.position[4] = 3;
    instance.tasks.input_bytes[4] = 0;
    plan.start_ms[4] = 15000000;
    plan.end_ms[4] = 16000000;
    expect_only("class", "task 'task4' may not use class 'class0' of server 'server0'");
}

TEST_F(Violation, LevelThatTheClassDoesNotHave) {
    plan.level[2] = 2;
    expect_only(
        "level",
        "'task2' runs at level 2 on server 'server0', but class 'class0' has levels 0 to 1");
}

TEST_F(Violation, NegativeLevel) {
    plan.level[2] = -1;
    expect_only("level", "level -1");
}

TEST_F(Violation, LevelThatTheTaskDoesNotList) {
    instance.runtimes.level[2] = 0;
    expect_only("level", "no runtime for that level");
}

TEST_F(Violation, RuntimeThatIsTooShort) {
    plan.end_ms[2] -= 1;
    expect_only("runtime", "takes 7199.999 s");
}

TEST_F(Violation, RuntimeThatIsTooLong) {
    plan.end_ms[2] += 1;
    expect_only("runtime", "takes 7200.001 s");
}

TEST_F(Violation, StartBeforeRelease) {
    instance.tasks.release_s[2] = 7800.001;
    expect_only("ready", "starts at 7800.000 s");
}

TEST_F(Violation, StartBeforeTheInputArrives) {
    move(4, -1);
    expect_only("ready", "release 0.000 s, transfer 1000.000 s");
}

TEST_F(Violation, SiteOutOfReachOfTheInput) {
    instance.links.from_site[0] = 1;
    instance.links.to_site[0] = 0;
    expect_only("reach", "no link joins to its input at 'site0'");
}

TEST_F(Violation, StartBeforeTheServerIsOpenAndAwake) {
    instance.servers.open_s[0] = 0.001;
    const Audit found = audit(instance, plan);
    ASSERT_EQ(found.violations.size(), 2u);
    for (const std::string& text : found.violations) {
        EXPECT_TRUE(text.starts_with("window: ")) << text;
        EXPECT_NE(text.find("opens at 0.001 s and takes 600.000 s to wake"), std::string::npos);
    }
}

TEST_F(Violation, EndAfterTheServerCloses) {
    instance.servers.close_s[0] = 14999.999;
    expect_only("window", "closes at 14999.999 s");
}

TEST_F(Violation, EndAfterTheHorizon) {
    instance.horizon_s = 14999.999;
    expect_only("horizon", "after the horizon of 14999.999 s");
}

TEST_F(Violation, AnotherServerThanPinned) {
    instance.tasks.pin_server[3] = 2;
    expect_only("pin server", "pinned to 'server2'");
}

TEST_F(Violation, AnotherLevelThanPinned) {
    instance.tasks.pin_level[3] = 1;
    expect_only("pin level", "pinned to level 1");
}

TEST_F(Violation, AnotherStartThanPinned) {
    move(3, 1);
    expect_only("pin start", "starts at 1000.001 s, but is pinned to start at 1000.000 s");
}

TEST_F(Violation, StartBeforeTheHold) {
    plan.hold_ms[2] = 7800001;
    expect_only("hold", "holds it until 7800.001 s");
}

TEST_F(Violation, StartsThatGoBackInTheSequence) {
    std::swap(plan.position[1], plan.position[2]);
    expect_only("order",
                "task 'task1' starts at 600.000 s on server 'server0', before task 'task2'");
}

TEST_F(Violation, PositionHeldTwice) {
    plan.position[1] = 0;
    expect_only("order", "tasks 'task0' and 'task1' both have position 0");
}

TEST_F(Violation, PositionOutsideTheSequence) {
    plan.position[2] = std::numeric_limits<std::int32_t>::min();
    expect_only("order", "positions 0 to 2");
}

TEST_F(Violation, CapacityExceeded) {
    instance.tasks.need[0][1] = 3;
    expect_only("capacity", "has 4 units of 'cores', but 5 are in use from 600.000 s");
}

TEST_F(Violation, CapacityExceededForAMillisecond) {
    instance.tasks.release_s[2] = 0;
    plan.sleeps.clear();
    plan.start_ms[2] = 4199999;
    plan.end_ms[2] = 4199999 + 7200000;
    expect_only("capacity", "8 are in use from 4199.999 s, when task 'task2' starts");
}

TEST_F(Violation, NoneWhereAnEndMeetsAStart) {
    instance.tasks.release_s[2] = 0;
    plan.sleeps.clear();
    plan.start_ms[2] = 4200000;
    plan.end_ms[2] = 4200000 + 7200000;
    EXPECT_EQ(audit(instance, plan).violations, std::vector<std::string>{});
}

TEST_F(Violation, NeedsThatOverflow32BitsTogether) {
    instance.tasks.need[0][0] = instance.tasks.need[0][1] = 0x80000000u;
    const Audit found = audit(instance, plan);
    ASSERT_EQ(found.violations.size(), 1u);
    EXPECT_TRUE(found.violations[0].starts_with("capacity: ")) << found.violations[0];
}

TEST_F(Violation, SleepWhileATaskRuns) {
    plan.sleeps[0].start_ms -= 1;
    expect_only("sleep", "but a task runs in that time");
}

TEST_F(Violation, SleepOverTwoGaps) {
    plan.sleeps[0].start_ms = 600000;
    plan.sleeps[0].end_ms = 15000000;
    expect_only("sleep", "but a task runs in that time");
}

TEST_F(Violation, SleepInAPartOfAGap) {
    plan.sleeps[0].end_ms -= 1;
    expect_only("sleep", "only a part of the gap");
}

TEST_F(Violation, SleepBeforeTheFirstTask) {
    plan.sleeps.insert(plan.sleeps.begin(), {.server = 0, .start_ms = 0, .end_ms = 600000});
    expect_only("sleep", "not between two of its tasks");
}

TEST_F(Violation, SleepOfAnEmptyServer) {
    plan.sleeps.push_back({.server = 1, .start_ms = 0, .end_ms = 600000});
    plan.server[3] = 2;
    plan.position[3] = 1;
    instance.tasks.pin_server[3] = -1;
    expect_only("sleep", "'server1' sleeps from 0.000 s to 600.000 s, but has no task");
}

TEST_F(Violation, SleepBackwards) {
    std::swap(plan.sleeps[0].start_ms, plan.sleeps[0].end_ms);
    const Audit found = audit(instance, plan);
    ASSERT_EQ(found.violations.size(), 2u);
    EXPECT_NE(found.violations[0].find("no stretch of time"), std::string::npos);
    EXPECT_TRUE(found.violations[1].starts_with("sleep choice: ")) << found.violations[1];
}

TEST_F(Violation, SleepListedTwice) {
    plan.sleeps.push_back(plan.sleeps[0]);
    expect_only("sleep", "lists twice");
}

TEST_F(Violation, SleepTooShortToWake) {
    instance.servers.wake_s[0] = 3600.001;
    instance.servers.wake_j[0] = 0;
    plan.start_ms[0] = plan.start_ms[1] = 3600001;
    plan.end_ms[0] = plan.end_ms[1] = 7200001;
    plan.sleeps[0] = {.server = 0, .start_ms = 7200001, .end_ms = 7800000};
    expect_only("sleep", "takes 3600.001 s to wake");
}

TEST_F(Violation, SleepThatShouldBeThere) {
    plan.sleeps.clear();
    expect_only("sleep choice",
                "server 'server0' idles from 4200.000 s to 7800.000 s at a cost of 0.036; to sleep "
                "costs 0.0086");
}

TEST_F(Violation, SleepThatShouldNotBeThere) {
    instance.servers.wake_j[0] = 0.4 * hand::kwh;
    expect_only("sleep choice",
                "sleeps from 4200.000 s to 7800.000 s at a cost of 0.0436; to idle costs 0.036");
}

TEST_F(Violation, HardCapOfOneSlot) {
    // 600 to 3600 s: 2 * 500 W, idle 360 W, and the wake energy: 1.36 * 3000 / 3600 + 0.05 kWh;
    // server 1 another 100 W for 1000 s.
    instance.series.hard_cap_w[0] = 1200;
    expect_only("hard cap", "site 'site0' draws 1.21111 kW in the slot from 0.000 s");
}

TEST_F(Violation, EnergyCap) {
    instance.energy_cap_kwh = 1;
    expect_only("energy cap", "may not use more than 1 kWh");
}

TEST_F(Violation, RepetitionsAreCounted) {
    Builder b(1, 3600);
    b.add_class().add(hand::Site{.price_per_kwh = {0}}).add(hand::Server{.capacity = {200}});
    std::vector<hand::Step> steps;
    for (int task = 0; task != 107; ++task) {
        b.add(hand::Task{.runs = {{60, 0}}, .release_s = 1});
        steps.push_back({.task = task, .server = 0, .start_s = 0, .end_s = 60});
    }
    const Audit found = audit(b.instance(), make_plan(steps));
    ASSERT_EQ(found.violations.size(), 101u);
    EXPECT_EQ(found.violations.back(), "ready: 7 more of this kind.");
}

TEST_F(Violation, AllKindsAreReportedTogether) {
    plan.end_ms[2] += 1;
    move(3, 1);
    plan.sleeps.clear();
    EXPECT_EQ(audit(instance, plan).violations.size(), 3u);
}

TEST_F(Violation, IdsWithControlCharactersArePrintable) {
    instance.tasks.id[2] = "evil\n\x1b[31mname";
    plan.end_ms[2] += 1;
    expect_only("runtime", "'evil??[31mname'");
}

/// A night of four hours with a battery at site 0, and a plan that uses it as it may.
class BatteryViolation : public testing::Test {
  protected:
    BatteryViolation() {
        Builder b(4, 3600);
        b.add_class().add(hand::Site{.price_per_kwh = {0.1, -0.2, 0.3, 0.4}});
        b.add(hand::Site{.price_per_kwh = {0.1}}).add(hand::Server{});
        b.add(hand::Task{.runs = {{14400, 1000}}});
        b.add(hand::Battery{.capacity_wh = 1500,
                            .charge_w = 1000,
                            .discharge_w = 800,
                            .charge_efficiency = 0.9,
                            .discharge_efficiency = 0.8,
                            .start_wh = 100,
                            .end_wh = 200});
        instance = b.instance();
        plan = make_plan({{.task = 0, .server = 0, .start_s = 0, .end_s = 14400}});
        plan.battery_mw = {600'000, 800'000, -800'000, 0, 0, 0, 0, 0};
    }
    void expect_only(const std::string& kind) {
        const Audit found = audit(instance, plan);
        ASSERT_EQ(found.violations.size(), 1u) << testing::PrintToString(found.violations);
        EXPECT_TRUE(found.violations[0].starts_with(kind + ": ")) << found.violations[0];
    }

    Instance instance;
    Plan plan;
};

// 100 + 540 + 720 - 1000 = 360 Wh.
TEST_F(BatteryViolation, NoneInASoundPlan) {
    const Audit found = audit(instance, plan);
    EXPECT_EQ(found.violations, std::vector<std::string>{});
    EXPECT_NEAR(found.account.site_slots[3].battery_level_wh, 360, 1e-9);
}

TEST_F(BatteryViolation, MorePowerThanItTakes) {
    plan.battery_mw[0] = 1'000'001;
    plan.battery_mw[1] = 500'000;
    expect_only("battery power");
}

TEST_F(BatteryViolation, MorePowerThanItGives) {
    plan.battery_mw[2] = -800'001;
    expect_only("battery power");
}

TEST_F(BatteryViolation, MoreThanItHolds) {
    plan.battery_mw = {1'000'000, 500'000, -100'000, 0, 0, 0, 0, 0};
    EXPECT_TRUE(audit(instance, plan).violations.empty());
    plan.battery_mw = {1'000'000, 1'000'000, -800'000, 0, 0, 0, 0, 0};
    expect_only("battery level");
}

TEST_F(BatteryViolation, MoreThanIsInIt) {
    plan.battery_mw = {-90'000, 800'000, 0, 0, 0, 0, 0, 0};
    expect_only("battery level");
}

TEST_F(BatteryViolation, TooLittleAtTheEnd) {
    plan.battery_mw = {600'000, 800'000, -800'000, -200'000, 0, 0, 0, 0};
    expect_only("battery end level");
    plan.battery_mw = {};
    expect_only("battery end level");
}

TEST_F(BatteryViolation, GivingWhereTheRateIsNegative) {
    plan.battery_mw = {600'000, -100'000, 0, 0, 0, 0, 0, 0};
    expect_only("battery at a negative rate");
    EXPECT_TRUE(audit(instance, plan, {}, SeriesKind::Happened).violations.empty());
}

TEST_F(BatteryViolation, ABatteryThatIsNotThere) {
    plan.battery_mw[5] = 1;
    expect_only("battery");
}

}  // namespace
}  // namespace nightwatt
