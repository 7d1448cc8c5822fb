#include <gtest/gtest.h>

#include "explain/alternatives.hpp"
#include "explain/in_order.hpp"
#include "hand/hand_builder.hpp"

// Slots are hours, so 1000 W through a slot are 1 kWh.

namespace nightwatt {
namespace {

using namespace hand;

// Task 0 runs for 10 h from 0; task 1, of one hour, is ready at 1 h, due at 3 h and behind it 8 h
// late at 5 an hour.
TEST(Places, ATaskIsOnTimeAheadOfALongOneThatStartedBefore) {
    Builder b(24, hour);
    b.add_class().add(Site{.price_per_kwh = {0.1}}).add(Server{});
    b.add(Task{.runs = {{10 * hour, 100}}});
    b.add(Task{.runs = {{hour, 100}},
               .release_s = hour,
               .deadline_s = 3 * hour,
               .tardiness_weight_per_h = 5});
    const Problem problem(b.instance());
    const DecodedPlan now = in_order(problem);
    ASSERT_EQ(now.plan.end_ms[1], 11 * hour_ms);
    const auto found = Alternatives(problem, now.plan).on_time(1);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->start_ms, hour_ms);
    EXPECT_EQ(found->place, 0u);
    EXPECT_EQ(found->cost_change_nano, -40 * money_nano);
}

// The same on a server with room for two. Task 0 takes half of it, and no minute may be lost: only
// between it and task 1 does task 2 cost nobody anything.
TEST(Places, ATaskOvertakesOneAndStaysBehindAnother) {
    Builder b(24, hour);
    b.add_class().add(Site{.price_per_kwh = {0.1}}).add(Server{.capacity = {2}});
    b.add(
        Task{.runs = {{10 * hour, 100}}, .deadline_s = 10 * hour, .tardiness_weight_per_h = 1000});
    b.add(Task{.runs = {{10 * hour, 100}}});
    b.add(Task{.runs = {{hour, 100}},
               .release_s = hour,
               .deadline_s = 3 * hour,
               .tardiness_weight_per_h = 5});
    const Problem problem(b.instance());
    const DecodedPlan now = in_order(problem);
    const auto found = Alternatives(problem, now.plan).on_time(2);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->start_ms, hour_ms);
    EXPECT_EQ(found->place, 1u);
    EXPECT_EQ(found->cost_change_nano, -40 * money_nano);
}

// Energy is free from 2 h to 3 h, and task 0, in the way, draws none.
TEST(Places, ATaskIsHeldAheadOfOneThatWouldStillRun) {
    Builder b(24, hour);
    std::vector<double> price(24, 1);
    price[2] = 0;
    b.add_class().add(Site{.price_per_kwh = price}).add(Server{});
    b.add(Task{.runs = {{10 * hour, 0}}});
    b.add(Task{.runs = {{hour, 1000}}});
    const Problem problem(b.instance());
    const DecodedPlan now = in_order(problem);
    const auto found = Alternatives(problem, now.plan).other_start(1);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->start_ms, 2 * hour_ms);
    EXPECT_NEAR(found->cost_change_nano, -money_nano, 1);
}

// Energy is free from 2 h on. Three tasks run side by side from 0, and what is held until then
// ahead of others makes them wait, too: task 2 saves most ahead of both.
TEST(Places, ATaskThatRunsOvertakesTwoOthersOnItsServer) {
    Builder b(24, hour);
    std::vector<double> price(24, 0);
    price[0] = price[1] = 1;
    b.add_class().add(Site{.price_per_kwh = price}).add(Server{.capacity = {3}});
    for (int j = 0; j != 3; ++j) b.add(Task{.runs = {{10 * hour, 1000}}});
    const Problem problem(b.instance());
    const DecodedPlan now = in_order(problem);
    const auto found = Alternatives(problem, now.plan).other_start(2);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->start_ms, 2 * hour_ms);
    EXPECT_EQ(found->place, 0u);
    EXPECT_NEAR(found->cost_change_nano, -6 * money_nano, 20);
}

/// A task of an hour and 1 kWh, published at 10.5 h with a tolerance of 0.25 h, now as early as can
/// be; moving it costs 100. Prices change by `step` from hour to hour.
std::int64_t cheapest_start_ms(double first, double step) {
    Builder b(24, hour);
    std::vector<double> price;
    for (int slot = 0; slot != 24; ++slot) price.push_back(first + step * slot);
    b.add_class().add(Site{.price_per_kwh = price}).add(Server{});
    b.add(Task{.runs = {{hour, 1000}}});
    PublishedPlan published{.server = {0},
                            .level = {0},
                            .start_ms = {10 * hour_ms + hour_ms / 2},
                            .change_penalty = 100,
                            .tolerance_ms = hour_ms / 4};
    const Problem problem(b.instance(), published);
    const DecodedPlan now = in_order(problem);
    const auto found = Alternatives(problem, now.plan).other_start(0);
    EXPECT_TRUE(found && found->cost_change_nano < -90 * money_nano);
    return found ? found->start_ms : 0;
}

TEST(Places, AMovedTaskMayGoBackToItsPublishedPlaceOrAsFarFromItAsIsNoMove) {
    EXPECT_EQ(cheapest_start_ms(0.1, 0.1), 10 * hour_ms + hour_ms / 4);
    EXPECT_EQ(cheapest_start_ms(2.5, -0.1), 10 * hour_ms + 3 * hour_ms / 4);
}

// An hour of 1 kW, now when energy is free; an hour later it costs 1 a kWh, unless the battery is
// charged before and gives it back.
TEST(Places, BatteriesDoWhatIsCheapestForATaskThatMoved) {
    Builder b(2, hour);
    b.add_class().add(Site{.price_per_kwh = {0, 1}}).add(Server{}).add(hand::Battery{});
    b.add(Task{.runs = {{hour, 1000}}});
    Problem problem(b.instance());
    const DecodedPlan now = in_order(problem);
    problem.set_dispatch(now.plan.battery_mw);
    const auto found = Alternatives(problem, now.plan).other_start(0);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->start_ms, hour_ms);
    EXPECT_NEAR(found->cost_change_nano, money_nano, 1);
    EXPECT_EQ(dispatched_change_nano(problem, now, 0, *found), 0);
}

}  // namespace
}  // namespace nightwatt
