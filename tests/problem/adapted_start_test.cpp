#include "problem/adapted_start.hpp"

#include <gtest/gtest.h>

#include "hand/hand_builder.hpp"
#include "problem/decode.hpp"

namespace nightwatt {
namespace {

/// Two equal servers, two tasks of an hour.
Instance two_equal_servers() {
    hand::Builder b(4, 3600);
    b.add_class().add(hand::Site{.price_per_kwh = {0}});
    b.add(hand::Server{}).add(hand::Server{});
    for (int j = 0; j < 2; ++j) b.add(hand::Task{.runs = {{3600, 100}}});
    return b.instance();
}

/// Task 0 and then task 1 on one server.
Plan in_a_row(std::int32_t server) {
    return hand::make_plan(
        {{.task = 0, .server = server, .start_s = 0, .end_s = 3600},
         {.task = 1, .server = server, .start_s = 3600, .end_s = 7200, .hold_s = 60}});
}

TEST(AdaptedStart, KeepsServersAndHolds) {
    const Problem problem(two_equal_servers());
    const Plan genes = adapted_start(problem, in_a_row(1), in_a_row(0));
    EXPECT_EQ(genes.server, (std::vector<std::int32_t>{1, 1}));
    EXPECT_EQ(genes.hold_ms, (std::vector<std::int64_t>{0, 60'000}));
    EXPECT_EQ(decode(problem, genes).plan.start_ms, (std::vector<std::int64_t>{0, 3'600'000}));
}

TEST(AdaptedStart, ATaskThatIsPinnedToALaterMomentWaitsForIt) {
    Instance instance = two_equal_servers();
    instance.tasks.pin_start_s = {7200, none};
    const Problem problem(instance);
    const Plan genes = adapted_start(problem, in_a_row(0), in_a_row(1));
    EXPECT_EQ(genes.hold_ms, (std::vector<std::int64_t>{7'200'000, 60'000}));
    const DecodedPlan decoded = decode(problem, genes);
    EXPECT_EQ(decoded.score.violation, 0);
    EXPECT_EQ(decoded.plan.start_ms, (std::vector<std::int64_t>{7'200'000, 60'000}));
}

TEST(AdaptedStart, ATaskWhoseServerIsClosedToItTakesTheOtherPlansPlace) {
    Instance instance = two_equal_servers();
    instance.tasks.pin_server = {-1, 0};
    const Problem problem(instance);
    const Plan genes = adapted_start(problem, in_a_row(1), in_a_row(0));
    EXPECT_EQ(genes.server, (std::vector<std::int32_t>{1, 0}));
}

}  // namespace
}  // namespace nightwatt
