#include <gtest/gtest.h>

#include <cmath>

#include "bound/by_hand.hpp"
#include "instance/columns.hpp"

namespace nightwatt {
namespace {

using namespace by_hand;

const hand::Battery tiny{.capacity_wh = 1, .charge_w = 1, .discharge_w = 1};

// The task takes the cheap hour; moving energy from there to a dear one, where nobody draws it,
// would bring nothing.
TEST(BoundBesideABattery, ABatteryThatCannotHelpLowersNothing) {
    Builder builder = night({.price_per_kwh = {0.1, 0.1, 0.4, 0.4}}, {}, {hour});
    builder.add(hand::Battery{.capacity_wh = 300, .charge_w = 100, .discharge_w = 300});
    expect_reached(builder.instance(), 0.1);
}

// 1 kWh at 0.1, all of its heat sold at 0.06. The battery holds 1 Wh.
TEST(BoundBesideABattery, ABatteryBesideHeat) {
    Builder builder = night(
        {.price_per_kwh = {0.1, 0.2}, .heat_demand_w = {2000, 2000}, .heat_price_per_kwh = 0.06},
        {}, {hour});
    builder.add(tiny);
    expect_reached(builder.instance(), 0.1 - 0.06);
}

// 1 kWh in each hour, all of its heat sold at 0.2. In the first the sun pays for it, and 0.8 kWh
// are above the soft cap at 0.05; in the second it costs 0.1. Either way 0.04 or 0.1 less 0.2.
TEST(BoundBesideABattery, ABatteryBesideHeatAndASoftCapBelowTheSun) {
    Builder builder = night({.price_per_kwh = {0.3, 0.1},
                             .renewable_w = {3000, 0},
                             .soft_cap_w = {200, none},
                             .heat_demand_w = {1000, 10'000},
                             .soft_cap_penalty_per_kwh = 0.05,
                             .heat_price_per_kwh = 0.2},
                            {}, {hour, hour});
    builder.add(tiny);
    expect_reached(builder.instance(), 0.04 - 0.2 + 0.1 - 0.2);
}

// In the first hour one task finds a buyer of its heat, at 0.2; 0.8 kWh are above the soft cap at
// 0.05. A second one there would pay 0.35, in the second hour 0.25.
TEST(BoundBesideABattery, ABatteryBesideHeatThatIsAllSold) {
    Builder builder = night({.price_per_kwh = {0.3, 0.25},
                             .soft_cap_w = {200, none},
                             .heat_demand_w = {1000, 0},
                             .soft_cap_penalty_per_kwh = 0.05,
                             .heat_price_per_kwh = 0.2},
                            {}, {hour, hour, hour});
    builder.add(Server{}).add(tiny);
    expect_reached(builder.instance(), 0.3 + 0.04 - 0.2 + 2 * 0.25);
}

// The task earns 0.2, its server 0.02, and the battery 0.0002 by the 1 Wh that it is paid to take.
TEST(BoundBesideABattery, ABatteryBesideANegativePriceAndAHardCap) {
    Builder builder = night({.price_per_kwh = {0.1, -0.2, 0.1}, .hard_cap_w = {5000, 5000, 5000}},
                            {.idle_w = 100}, {hour});
    builder.add(tiny);
    expect_reached(builder.instance(), -0.2202);
}

/// What a search is told that energy costs, by slot.
std::vector<double> energy_prices(const Instance& instance) {
    const Problem problem(instance);
    const std::unique_ptr<BoundMethod> method = create_bound(problem, 1);
    (void)raise_bound(*method, [](const LowerBound& so_far) { return so_far.steps >= 1000; });
    return method->guide(1)->energy_price;
}

// A battery may make the first hour's energy dearer and the last one's cheaper to the bound, up to
// what it loses. A search plans at a fixed dispatch: to it nothing becomes cheaper.
TEST(BoundBesideABattery, ASearchHearsWhatEnergyCostsAtRest) {
    const Site site{.price_per_kwh = {0.1, 0.4, -0.2, 0.4}, .renewable_w = {0, 0, 300, 0}};
    Builder builder = night(site, {}, {hour, hour});
    const std::vector<double> without = energy_prices(builder.instance());
    builder.add(hand::Battery{.capacity_wh = 1000, .charge_w = 1000, .discharge_w = 1000});
    const std::vector<double> with = energy_prices(builder.instance());
    ASSERT_FALSE(without.empty());
    ASSERT_EQ(with.size(), without.size());
    for (std::size_t k = 0; k < with.size(); ++k) {
        EXPECT_NEAR(with[k], without[k], 1e-3 * std::fabs(without[k])) << "step " << k;
    }
}

// 1 kWh, or 0.5 kWh in two hours at 0.1 and an hour late at 1; the energy cap forces the slow one.
TEST(BoundBesideABattery, AnEnergyCapForcesTheFrugalLevel) {
    Builder builder(3, 3600);
    builder.add_class({{1.0, 1.0}, {0.5, 0.25}});
    builder.add(Site{.price_per_kwh = {0.1}, .hard_cap_w = {5000, 5000, 5000}});
    builder.add(Server{}).add(hour).add(tiny);
    builder.instance().tasks.deadline_s[0] = 3600;
    builder.instance().tasks.tardiness_weight_per_h[0] = 1;
    builder.instance().energy_cap_kwh = 0.5;
    expect_reached(builder.instance(), 0.05 + 1);
}

}  // namespace
}  // namespace nightwatt
