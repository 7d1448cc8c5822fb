#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "hand/hand_builder.hpp"
#include "io/report/plan_json.hpp"
#include "io/report/plan_text.hpp"
#include "report/record_of.hpp"
#include "report/report_lines.hpp"

namespace nightwatt {
namespace {

/// Two hours of 1 kW in slots of a quarter of an hour, 0.4 kW of them from the sun. A battery takes
/// 1 kW for an hour and gives 0.5 kW for the next.
hand::HandCase two_hours_in_quarters() {
    hand::Builder b(8, 900);
    b.add_class().add(hand::Server{});
    b.add(hand::Site{.price_per_kwh = {0.1},
                     .carbon_g_per_kwh = std::vector<double>(8, 1000),
                     .renewable_w = std::vector<double>(8, 400)});
    b.add(hand::Task{.runs = {{7200, 1000}}});
    b.add(hand::Battery{});
    Plan plan = hand::make_plan({{.task = 0, .server = 0, .start_s = 0, .end_s = 7200}});
    plan.battery_mw = {1'000'000, 1'000'000, 1'000'000, 1'000'000,
                       -500'000,  -500'000,  -500'000,  -500'000};
    return {"two hours in quarters", b.instance(), plan, {}};
}

// Grid 2 - 0.4 kWh, then 1 - 0.5 - 0.4, at 0.1 and 1 kg a kWh.
TEST(Quarters, ARowOfAnHourIsTheSumOfItsSlots) {
    const hand::HandCase one = two_hours_in_quarters();
    const std::string text = site_text(one.instance, record_of(one));
    EXPECT_EQ(row(text, "1970-01-01 00:00"),
              "1970-01-01 00:00 1.000 0.400 1.000 0.1000 0.1600 1.600 1.000 1.000");
    EXPECT_EQ(row(text, "1970-01-01 01:00"),
              "1970-01-01 01:00 1.000 0.400 1.000 0.1000 0.0100 0.100 -0.500 0.500");
    EXPECT_EQ(row(text, "all"), "all 2.000 0.800 1.000 0.1000 0.1700 1.700 0.500 0.500");
}

TEST(Quarters, ASiteInJsonHasItsEnergyInKilowattHours) {
    const hand::HandCase one = two_hours_in_quarters();
    const auto json = nlohmann::json::parse(plan_json_text(one.instance, record_of(one)));
    const auto& site = json.at("sites").at(0);
    EXPECT_NEAR(site.at("energy_kwh").get<double>(), 2, 1e-12);
    EXPECT_NEAR(site.at("renewable_kwh").get<double>(), 0.8, 1e-12);
    EXPECT_NEAR(site.at("cost").get<double>(), 0.17, 1e-12);
    EXPECT_NEAR(site.at("carbon_kg").get<double>(), 1.7, 1e-12);
}

}  // namespace
}  // namespace nightwatt
