#include <gtest/gtest.h>

#include "bound/bound.hpp"
#include "bound/by_hand.hpp"

namespace nightwatt {
namespace {

using namespace by_hand;

// In the second hour: 1 kW * 0.1 and 0.2 kW * 0.1; waking at its beginning: 0.05 kWh * 0.1.
TEST(BoundByHand, OneTaskInTheCheapestHour) {
    const Server server{.idle_w = 200, .wake_j = 0.05 * hand::kwh};
    expect_reached(night({.price_per_kwh = {0.5, 0.1, 0.3}}, server, {hour}).instance(),
                   0.1 + 0.02 + 0.005);
}

// The server holds one task at a time: 0.1 + 0.3.
TEST(BoundByHand, TwoTasksTakeTheTwoCheapestHours) {
    expect_reached(night({.price_per_kwh = {0.5, 0.1, 0.3}}, {}, {hour, hour}).instance(), 0.4);
}

// From 0:30 to 1:30, half an hour at each price.
TEST(BoundByHand, ReleasesAreExactWithinSlots) {
    Task late = hour;
    late.release_s = 1800;
    expect_reached(night({.price_per_kwh = {0.1, 0.3, 0.9}}, {}, {late}).instance(), 0.05 + 0.15);
}

// Both are due after an hour. The second would pay 10, so the first is an hour late: 0.6 + 0.3.
TEST(BoundByHand, TheCheaperTaskIsLate) {
    Task cheap = hour;
    Task dear = hour;
    cheap.deadline_s = dear.deadline_s = 3600;
    cheap.tardiness_weight_per_h = 0.3;
    dear.tardiness_weight_per_h = 10;
    expect_reached(night({.price_per_kwh = {0.5, 0.1}}, {}, {cheap, dear}).instance(), 0.9);
}

// From 2:00 on the server is open: an hour at 0.3, and 10 an hour until 3:00.
TEST(BoundByHand, NothingEndsBeforeServersAreOpen) {
    Builder builder = night({.price_per_kwh = {0.5, 0.1, 0.3, 0.3}}, {.open_s = 7200}, {hour});
    builder.instance().makespan_weight_per_h = 10;
    expect_reached(builder.instance(), 0.3 + 30);
}

// Negative prices: the task earns 0.2, and the server, on for that hour, 0.02.
TEST(BoundByHand, NegativePricesEarn) {
    expect_reached(night({.price_per_kwh = {0.1, -0.2, 0.1}}, {.idle_w = 100}, {hour}).instance(),
                   -0.22);
}

// Each task earns 1 kWh's price, and waking for it that of `wake` kWh. A server that wakes in no
// time could earn that every millisecond, were there tasks to wake for: in the second case more
// than integers hold. The bound counts one waking more than there are, the first.
TEST(BoundByHand, NobodyWakesWithoutATask) {
    struct Case {
        double price;
        double wake;
    };
    for (const auto& [price, wake] : {Case{0.5, 0.25}, Case{500, 25}}) {
        const Site site{.price_per_kwh = {1, -price, -price, -price, -price, -price, 1}};
        const Server server{.wake_j = wake * hand::kwh};
        const double bound = bound_of(night(site, server, {hour, hour}).instance());
        EXPECT_LE(bound, -(2 + 2 * wake) * price * (1 - 1e-9));
        EXPECT_GE(bound, -(2.01 + 3 * wake) * price);
    }
}

// From 0:30 on half of the energy is free, the other half costs 0.3 a kWh.
TEST(BoundByHand, RenewablePowerIsFree) {
    expect_reached(
        night({.price_per_kwh = {0.4, 0.3}, .renewable_w = {500, 0}}, {}, {hour}).instance(), 0.15);
}

// The sun pays for the frugal level. Far from the best prices, as before the first step, the dual
// function is below 0; no plan is.
TEST(BoundByHand, WhereNothingEarnsNoPlanCostsLessThanNothing) {
    Builder builder(2, 3600);
    builder.add_class({{1.0, 1.0}, {2.0 / 3, 0.25}});
    builder.add(Site{.price_per_kwh = {0.4, 0.3}, .renewable_w = {500, 500}});
    builder.add(Server{}).add(Task{.runs = {{3600, 2000}}});
    const Problem problem(builder.instance());
    const std::unique_ptr<BoundMethod> method = create_bound(problem, 1);
    method->certify();
    EXPECT_GE(method->bound().cost_nano, -1000);
    EXPECT_LE(bound_of(builder.instance()), 1e-9);
}

// 1 kWh at 0.4, and 1 kW of peak power at 2, whenever it runs.
TEST(BoundByHand, ThePeakIsPaidOnce) {
    expect_reached(
        night({.price_per_kwh = {0.4, 0.4}, .peak_price_per_kw = 2}, {}, {hour, hour}).instance(),
        0.8 + 2);
}

// 0.6 kWh above the soft cap at 0.5, and a credit of 0.7 kWh at 0.1.
TEST(BoundByHand, SoftCapAndHeat) {
    expect_reached(night({.price_per_kwh = {0.4},
                          .soft_cap_w = {400},
                          .heat_demand_w = {700},
                          .soft_cap_penalty_per_kwh = 0.5,
                          .heat_price_per_kwh = 0.1},
                         {}, {hour})
                       .instance(),
                   0.4 + 0.3 - 0.07);
}

// The first hour may not take 1 kWh: 0.9.
TEST(BoundByHand, AHardCapForbidsAnHour) {
    expect_reached(
        night({.price_per_kwh = {0.1, 0.9}, .hard_cap_w = {1e-3, 2000}}, {}, {hour}).instance(),
        0.9);
}

// 1 kWh, or 0.5 kWh in two hours at 0.1 and an hour late at 1; the energy cap forces the slow one.
TEST(BoundByHand, AnEnergyCapForcesTheFrugalLevel) {
    Builder builder(3, 3600);
    builder.add_class({{1.0, 1.0}, {0.5, 0.25}});
    builder.add(Site{.price_per_kwh = {0.1}}).add(Server{}).add(hour);
    builder.instance().tasks.deadline_s[0] = 3600;
    builder.instance().tasks.tardiness_weight_per_h[0] = 1;
    builder.instance().energy_cap_kwh = 0.5;
    expect_reached(builder.instance(), 0.05 + 1);
}

// One slot of four hours, in which four tasks of an hour are due at once: the dearest goes first,
// 4 * 1 + 3 * 2 + 2 * 3 + 1 * 4. Prices must change within the slot.
TEST(BoundByHand, ALongSlotIsCutWhereTasksAreShort) {
    Builder builder(1, 4 * 3600);
    builder.add_class().add(Site{}).add(Server{});
    for (const double weight : {1.0, 3.0, 2.0, 4.0}) {
        Task task{.runs = {{3600, 0}}};
        task.deadline_s = 0;
        task.tardiness_weight_per_h = weight;
        builder.add(task);
    }
    expect_reached(builder.instance(), 20);
}

TEST(BoundByHand, WithoutTasksNothingIsPaid) {
    EXPECT_LE(bound_of(night({.price_per_kwh = {0.1}}, {.idle_w = 100}, {}).instance()), 0);
    EXPECT_GE(bound_of(night({.price_per_kwh = {0.1}}, {.idle_w = 100}, {}).instance()), -1e-6);
}

}  // namespace
}  // namespace nightwatt
