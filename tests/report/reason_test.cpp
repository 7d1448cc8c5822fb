#include <gtest/gtest.h>

#include "hand/hand_builder.hpp"
#include "io/report/lateness_reason.hpp"

namespace nightwatt {
namespace {

using hand::Builder;
using hand::make_plan;

/// Two levels on class 0, one fast server of class 1.
Builder night() {
    Builder b(8, 3600);
    b.add_class({{1, 1}, {0.5, 0.3}}).add_class();
    b.add(hand::Site{.price_per_kwh = {0.1}}).add(hand::Site{.price_per_kwh = {0.1}});
    b.add(hand::Server{.wake_s = 60}).add(hand::Server{.class_index = 1, .site = 1, .wake_s = 60});
    return b;
}

TEST(LatenessReason, DeadlineThatCannotBeMetEvenAlone) {
    Builder b = night();
    b.add(hand::Task{.runs = {{3600, 1, 0}}, .deadline_s = 600});
    const Plan plan = make_plan({{.task = 0, .server = 0, .start_s = 60, .end_s = 3660}});
    EXPECT_EQ(LatenessReasons(b.instance(), plan).of(0), "at least 51 min late even alone");
}

TEST(LatenessReason, WaitingForResources) {
    Builder b = night();
    b.add(hand::Task{.runs = {{3600, 1, 0}}, .deadline_s = 3660});
    b.add(hand::Task{.runs = {{3600, 1, 0}}, .deadline_s = 3660});
    const Plan plan = make_plan({{.task = 0, .server = 0, .start_s = 60, .end_s = 3660},
                                 {.task = 1, .server = 0, .start_s = 3660, .end_s = 7260}});
    EXPECT_EQ(LatenessReasons(b.instance(), plan).of(1), "waited 1 h 00 min for resources");
}

TEST(LatenessReason, HeldForACheaperHourOnlyWhereOneIsCheaper) {
    Builder b = night();
    b.add(hand::Task{.runs = {{3600, 1, 0}}, .deadline_s = 3660});
    const Plan plan =
        make_plan({{.task = 0, .server = 0, .start_s = 7200, .end_s = 10800, .hold_s = 7200}});
    EXPECT_EQ(LatenessReasons(b.instance(), plan).of(0), "held 1 h 59 min though there was room");
    b.instance().series.price_per_kwh[2] = 0.09;
    EXPECT_EQ(LatenessReasons(b.instance(), plan).of(0), "held 1 h 59 min for a cheaper hour");
    // Without a hold the place in the sequence kept it back: there was room all the same.
    b.instance().series.price_per_kwh[2] = 0.1;
    const Plan turn = make_plan({{.task = 0, .server = 0, .start_s = 7200, .end_s = 10800}});
    EXPECT_EQ(LatenessReasons(b.instance(), turn).of(0), "held 1 h 59 min though there was room");
}

TEST(LatenessReason, AHoldOnAFullServerIsAWaitForResources) {
    Builder b = night();
    b.instance().series.price_per_kwh[2] = 0.01;
    for (int i = 0; i != 3; ++i) b.add(hand::Task{.runs = {{3600, 1, 0}}, .deadline_s = 3660});
    // As the search writes plans: every start stands in the hold, too.
    const Plan plan =
        make_plan({{.task = 0, .server = 0, .start_s = 60, .end_s = 3660, .hold_s = 60},
                   {.task = 1, .server = 0, .start_s = 3660, .end_s = 7260, .hold_s = 3660},
                   {.task = 2, .server = 0, .start_s = 7800, .end_s = 11400, .hold_s = 7800}});
    LatenessReasons reasons(b.instance(), plan);
    EXPECT_EQ(reasons.of(1), "waited 1 h 00 min for resources");
    EXPECT_EQ(reasons.of(2), "waited 2 h 00 min for resources") << "and 9 min more, with room";
}

TEST(LatenessReason, AGapCountsWhereTheWholeTaskFitsWithAllItsResources) {
    Builder b(8, 3600, {"cpu", "gpu"});
    b.add_class().add(hand::Site{.price_per_kwh = {0.1}});
    b.add(hand::Server{.capacity = {4, 1}});
    b.add(hand::Task{.runs = {{3600, 1, 0}}, .need = {2, 1}});
    b.add(hand::Task{.runs = {{3600, 1, 0}}, .need = {1, 1}});
    b.add(hand::Task{.runs = {{1800, 1, 0}}, .need = {4, 0}});
    b.add(hand::Task{.runs = {{3600, 1, 0}}, .deadline_s = 3600, .need = {1, 1}});
    const auto reason = [&](double second_s, double start_s) {
        const Plan plan =
            make_plan({{.task = 0, .server = 0, .start_s = 0, .end_s = 3600},
                       {.task = 2, .server = 0, .start_s = second_s, .end_s = second_s + 1800},
                       {.task = 1, .server = 0, .start_s = 10800, .end_s = 14400},
                       {.task = 3, .server = 0, .start_s = start_s, .end_s = start_s + 3600}});
        return LatenessReasons(b.instance(), plan).of(3);
    };
    // Cores are free at once, the gpu from 1 h on, and an hour of both from 2.5 h on: too short.
    EXPECT_EQ(reason(7200, 14400), "held 3 h 00 min though there was room");
    EXPECT_EQ(reason(7199, 14400), "waited 4 h 00 min for resources");
    EXPECT_EQ(reason(7200, 3600), "waited 1 h 00 min for resources");
}

TEST(LatenessReason, BeforeTheFirstTaskOfAServerThereIsRoom) {
    Builder b = night();
    for (int i = 0; i != 2; ++i) b.add(hand::Task{.runs = {{3600, 1, 0}}, .deadline_s = 3660});
    const auto reason = [&](double first_s) {
        const Plan plan =
            make_plan({{.task = 0, .server = 0, .start_s = first_s, .end_s = first_s + 3600},
                       {.task = 1, .server = 0, .start_s = 14400, .end_s = 18000}});
        return LatenessReasons(b.instance(), plan).of(1);
    };
    EXPECT_EQ(reason(3660), "held 3 h 59 min though there was room");
    EXPECT_EQ(reason(3600), "held 2 h 00 min though there was room");
    EXPECT_EQ(reason(10800), "held 3 h 59 min though there was room");
}

TEST(LatenessReason, AStartThatIsPinnedIsNoHold) {
    Builder b = night();
    b.add(hand::Task{.runs = {{3600, 1, 0}}, .deadline_s = 12000, .pin_start_s = 7260});
    const Plan plan = make_plan(
        {{.task = 0, .server = 0, .start_s = 7260, .end_s = 14460, .level = 1, .hold_s = 7260}});
    EXPECT_EQ(LatenessReasons(b.instance(), plan).of(0), "level 1 takes 1 h 00 min longer");
}

TEST(LatenessReason, SlowLevel) {
    Builder b = night();
    b.add(hand::Task{.runs = {{3600, 1, 0}}, .deadline_s = 3660});
    const Plan plan =
        make_plan({{.task = 0, .server = 0, .start_s = 60, .end_s = 7260, .level = 1}});
    EXPECT_EQ(LatenessReasons(b.instance(), plan).of(0), "level 1 takes 1 h 00 min longer");
}

TEST(LatenessReason, SlowClass) {
    Builder b = night();
    b.add(hand::Task{.runs = {{3600, 1, 0}, {1800, 1, 1}}, .deadline_s = 1860});
    const Plan plan = make_plan({{.task = 0, .server = 0, .start_s = 60, .end_s = 3660}});
    EXPECT_EQ(LatenessReasons(b.instance(), plan).of(0), "a faster class saves 30 min");
}

TEST(LatenessReason, DataThatHadToMove) {
    Builder b = night();
    b.link(0, 1, 1e6, 0);
    b.add(hand::Task{.runs = {{1800, 1, 0}, {1800, 1, 1}},
                     .deadline_s = 1860,
                     .input_bytes = 1.2e9,
                     .input_site = 0});
    const Plan plan = make_plan({{.task = 0, .server = 1, .start_s = 1200, .end_s = 3000}});
    EXPECT_EQ(LatenessReasons(b.instance(), plan).of(0), "its data moved for 20 min");
}

TEST(LatenessReason, ServerThatOpenedLater) {
    Builder b = night();
    b.add(hand::Server{.class_index = 0, .wake_s = 60, .open_s = 3540});
    b.add(hand::Task{.runs = {{1800, 1, 0}}, .deadline_s = 1860});
    const Plan plan = make_plan({{.task = 0, .server = 2, .start_s = 3600, .end_s = 5400}});
    EXPECT_EQ(LatenessReasons(b.instance(), plan).of(0), "server opened 1 h 00 min later");
    b.instance().tasks.release_s[0] = 600;
    b.instance().tasks.deadline_s[0] = 2400;
    EXPECT_EQ(LatenessReasons(b.instance(), plan).of(0), "server opened 50 min later");
}

TEST(LatenessReason, ServersTooSmallOrOutOfReachDoNotCountAsAlone) {
    Builder b = night();
    // Class 1 would be fast enough, but its server is too small.
    b.instance().servers.capacity[0][0] = 4;
    b.add(hand::Task{.runs = {{3600, 1, 0}, {600, 1, 1}}, .deadline_s = 660, .need = {2}});
    const Plan plan = make_plan({{.task = 0, .server = 0, .start_s = 60, .end_s = 3660}});
    EXPECT_EQ(LatenessReasons(b.instance(), plan).of(0), "at least 50 min late even alone");
}

}  // namespace
}  // namespace nightwatt
