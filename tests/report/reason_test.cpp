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
    EXPECT_EQ(lateness_reason(b.instance(), plan, 0), "at least 51 min late even alone");
}

TEST(LatenessReason, WaitingForResources) {
    Builder b = night();
    b.add(hand::Task{.runs = {{3600, 1, 0}}, .deadline_s = 3660});
    b.add(hand::Task{.runs = {{3600, 1, 0}}, .deadline_s = 3660});
    const Plan plan = make_plan({{.task = 0, .server = 0, .start_s = 60, .end_s = 3660},
                                 {.task = 1, .server = 0, .start_s = 3660, .end_s = 7260}});
    EXPECT_EQ(lateness_reason(b.instance(), plan, 1), "waited 1 h 00 min for resources");
}

TEST(LatenessReason, HeldForACheaperHour) {
    Builder b = night();
    b.add(hand::Task{.runs = {{3600, 1, 0}}, .deadline_s = 3660});
    const Plan plan =
        make_plan({{.task = 0, .server = 0, .start_s = 7200, .end_s = 10800, .hold_s = 7200}});
    EXPECT_EQ(lateness_reason(b.instance(), plan, 0), "held 1 h 59 min for a cheaper hour");
}

TEST(LatenessReason, SlowLevel) {
    Builder b = night();
    b.add(hand::Task{.runs = {{3600, 1, 0}}, .deadline_s = 3660});
    const Plan plan =
        make_plan({{.task = 0, .server = 0, .start_s = 60, .end_s = 7260, .level = 1}});
    EXPECT_EQ(lateness_reason(b.instance(), plan, 0), "level 1 takes 1 h 00 min longer");
}

TEST(LatenessReason, SlowClass) {
    Builder b = night();
    b.add(hand::Task{.runs = {{3600, 1, 0}, {1800, 1, 1}}, .deadline_s = 1860});
    const Plan plan = make_plan({{.task = 0, .server = 0, .start_s = 60, .end_s = 3660}});
    EXPECT_EQ(lateness_reason(b.instance(), plan, 0), "a faster class saves 30 min");
}

TEST(LatenessReason, DataThatHadToMove) {
    Builder b = night();
    b.link(0, 1, 1e6, 0);
    b.add(hand::Task{.runs = {{1800, 1, 0}, {1800, 1, 1}},
                     .deadline_s = 1860,
                     .input_bytes = 1.2e9,
                     .input_site = 0});
    const Plan plan = make_plan({{.task = 0, .server = 1, .start_s = 1200, .end_s = 3000}});
    EXPECT_EQ(lateness_reason(b.instance(), plan, 0), "its data moved for 20 min");
}

TEST(LatenessReason, ServerThatOpenedLater) {
    Builder b = night();
    b.add(hand::Server{.class_index = 0, .wake_s = 60, .open_s = 3540});
    b.add(hand::Task{.runs = {{1800, 1, 0}}, .deadline_s = 1860});
    const Plan plan = make_plan({{.task = 0, .server = 2, .start_s = 3600, .end_s = 5400}});
    EXPECT_EQ(lateness_reason(b.instance(), plan, 0), "server opened 1 h 00 min later");
}

TEST(LatenessReason, ServersTooSmallOrOutOfReachDoNotCountAsAlone) {
    Builder b = night();
    // Class 1 would be fast enough, but its server is too small.
    b.instance().servers.capacity[0][0] = 4;
    b.add(hand::Task{.runs = {{3600, 1, 0}, {600, 1, 1}}, .deadline_s = 660, .need = {2}});
    const Plan plan = make_plan({{.task = 0, .server = 0, .start_s = 60, .end_s = 3660}});
    EXPECT_EQ(lateness_reason(b.instance(), plan, 0), "at least 50 min late even alone");
}

}  // namespace
}  // namespace nightwatt
