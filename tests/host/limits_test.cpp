#include "instance/limits.hpp"

#include <gtest/gtest.h>

#include "hand/hand_builder.hpp"
#include "hand/hand_instances.hpp"
#include "instance/summary.hpp"

namespace nightwatt {
namespace {

using Rows = std::vector<std::size_t>;

/// Hours as slots; a task of 200 W through one of them, on a server of 50 W idle.
Instance one_task(const std::vector<double>& hard_cap_w, double run_s = 3600,
                  const std::vector<hand::Battery>& batteries = {}) {
    hand::Builder b(hard_cap_w.size(), 3600);
    b.add_class().add(hand::Site{.price_per_kwh = {0.1}, .hard_cap_w = hard_cap_w});
    b.add(hand::Server{.idle_w = 50, .capacity = {4}});
    b.add(hand::Task{.runs = {{run_s, 200}}});
    for (const hand::Battery& battery : batteries) b.add(battery);
    return b.instance();
}

TEST(Limits, ATaskAboveTheHardCapOfEverySlotIsFound) {
    EXPECT_EQ(above_hard_caps(one_task({100, 100, 100}), 5), Rows{0});
    EXPECT_EQ(above_hard_caps(one_task({100, 100, 100}), 0), Rows{});
    EXPECT_EQ(above_hard_caps(one_task({100, 250, 100}), 5), Rows{});
    EXPECT_EQ(above_hard_caps(one_task({100, none, 100}), 5), Rows{});
}

TEST(Limits, ACapIsThatOfAMeanOverTheSlot) {
    // Half of the hour on each side of a boundary: 125 W in both slots.
    EXPECT_EQ(above_hard_caps(one_task({125, 125, 125}), 5), Rows{});
    EXPECT_EQ(above_hard_caps(one_task({124, 125, 124}), 5), Rows{0});
    // From 00:45 on: 62.5 W, then 187.5 W.
    EXPECT_EQ(above_hard_caps(one_task({0, 62.5, 187.5, 0}), 5), Rows{});
    EXPECT_EQ(above_hard_caps(one_task({0, 62.5, 187.4, 0}), 5), Rows{0});
    // Through the whole of the second slot.
    EXPECT_EQ(above_hard_caps(one_task({125, 249, 125}, 7200), 5), Rows{0});
    EXPECT_EQ(above_hard_caps(one_task({125, 250, 125}, 7200), 5), Rows{});
}

TEST(Limits, PinsAndReleasesNarrowTheMoments) {
    Instance instance = one_task({300, 100, 100});
    EXPECT_EQ(above_hard_caps(instance, 5), Rows{});
    instance.tasks.release_s[0] = 1440;  // 150 W in the first slot, 100 in the second
    EXPECT_EQ(above_hard_caps(instance, 5), Rows{});
    instance.tasks.release_s[0] = 1441;
    EXPECT_EQ(above_hard_caps(instance, 5), Rows{0});
    instance.tasks.release_s[0] = 0;
    instance.tasks.pin_start_s[0] = 3600;
    EXPECT_EQ(above_hard_caps(instance, 5), Rows{0});
}

TEST(Limits, WhatABatteryCanGiveCounts) {
    EXPECT_EQ(above_hard_caps(one_task({100}, 3600, {{.discharge_w = 149}}), 5), Rows{0});
    EXPECT_EQ(above_hard_caps(one_task({100}, 3600, {{.discharge_w = 150}}), 5), Rows{});
}

/// The night of one_task() with so many servers of its class.
Instance several_servers(const std::vector<double>& hard_cap_w,
                         const std::vector<hand::Server>& servers, const hand::Task& task) {
    hand::Builder b(hard_cap_w.size(), 3600);
    b.add_class({{1.0, 1.0}, {0.5, 0.25}}).add_class();
    b.add(hand::Site{.price_per_kwh = {0.1}, .hard_cap_w = hard_cap_w});
    for (const hand::Server& server : servers) b.add(server);
    return b.add(task).instance();
}
const hand::Task hour_of_200_w{.runs = {{3600, 200}}, .frequency_sensitivity = 1, .pin_level = 0};

TEST(Limits, ServersOfAClassAreTakenAtTheirBest) {
    const hand::Server good{.idle_w = 50};
    for (const hand::Server& bad :
         {hand::Server{.idle_w = 50, .open_s = 7200}, hand::Server{.idle_w = 50, .close_s = 3600},
          hand::Server{.idle_w = 500}}) {
        const bool opens_late = bad.open_s > 0;
        const std::vector<double> caps_w = {opens_late ? 300.0 : 10, 10, opens_late ? 10 : 300.0};
        EXPECT_EQ(above_hard_caps(several_servers(caps_w, {good, bad}, hour_of_200_w), 5), Rows{});
        EXPECT_EQ(above_hard_caps(several_servers(caps_w, {bad, good}, hour_of_200_w), 5), Rows{});
        EXPECT_EQ(above_hard_caps(several_servers(caps_w, {bad}, hour_of_200_w), 5), Rows{0});
    }
}

TEST(Limits, PinsLeaveTheirServersClassAndLevelAlone) {
    hand::Task task = hour_of_200_w;
    const std::vector<hand::Server> servers = {{.class_index = 0}, {.class_index = 1}};
    const auto above = [&] { return above_hard_caps(several_servers({90, 90}, servers, task), 5); };
    EXPECT_EQ(above(), Rows{0});
    task.pin_level = -1;  // 50 W through two hours
    EXPECT_EQ(above(), Rows{});
    task.pin_level = 0;
    task.runs.push_back({3600, 80, 1});
    EXPECT_EQ(above(), Rows{});
    task.pin_server = 0;
    EXPECT_EQ(above(), Rows{0});
}

TEST(Limits, ABatteryGivesAtTheMeter) {
    // 150 W at the meter are 75 of servers.
    Instance instance = one_task({100}, 3600, {{.discharge_w = 50}});
    instance.sites.pue_overhead[0] = 2;
    instance.runtimes.power_w[0] = 24;
    EXPECT_EQ(above_hard_caps(instance, 5), Rows{});
    instance.runtimes.power_w[0] = 26;
    EXPECT_EQ(above_hard_caps(instance, 5), Rows{0});
}

TEST(Limits, TheLeastEnergyHasItsShareOfTheIdlePower) {
    // 200 W and a quarter of 50 W.
    EXPECT_NEAR(least_energy_kwh(one_task({none})), 0.2125, 2e-6);
    // Of what it needs most of: half of the cards.
    hand::Builder b(1, 3600, {"core", "card"});
    b.add_class().add(hand::Site{.price_per_kwh = {0.1}});
    b.add(hand::Server{.idle_w = 50, .capacity = {4, 2}});
    b.add(hand::Task{.runs = {{3600, 200}}, .need = {1, 1}});
    EXPECT_NEAR(least_energy_kwh(b.instance()), 0.225, 2e-6);
}

TEST(Limits, NoPlanThatKeepsThemIsProvenImpossible) {
    for (const hand::HandCase& each : hand::hand_cases()) {
        EXPECT_LE(least_energy_kwh(each.instance), each.expected.energy_kwh) << each.name;
        if (!each.broken.empty()) continue;
        EXPECT_EQ(above_hard_caps(each.instance, 5), Rows{}) << each.name;
    }
}

TEST(Limits, ValidateSaysWhatCountsAndWhatLeavesNoPlan) {
    Instance instance = one_task({100, none});
    EXPECT_EQ(limits_text(one_task({none})), "");
    instance.sites.peak_price_per_kw[0] = 3;
    instance.series.soft_cap_w = {500, 1500};
    instance.sites.soft_cap_penalty_per_kwh[0] = 0.25;
    instance.series.heat_demand_w = {0, 700};
    instance.sites.heat_price_per_kwh[0] = 0.05;
    instance.series.renewable_w = {0, 50};
    instance.energy_cap_kwh = 0.5;
    instance.makespan_weight_per_h = 2;
    const std::string text = summary(instance);
    for (const char* part :
         {"\n  site                    hard      to    soft      to per kWh peak/kW    heat per "
          "kWh     sun\n"
          "  site0                    0.1    none     0.5     1.5    0.25       3     0.7    "
          "0.05    0.05\n",
          "\nEnergy cap: 0.5 kWh at the meters; the tasks need at least 0.2125\n",
          "\nMakespan: 2 EUR for every hour until the last task ends\n"}) {
        EXPECT_NE(text.find(part), std::string::npos) << part << "\nin: " << text;
    }
    EXPECT_EQ(text.find("No plan exists"), std::string::npos) << text;
    instance.energy_cap_kwh = 0.1;
    instance.series.hard_cap_w = {100, 100};
    const std::string impossible = limits_text(instance);
    EXPECT_NE(impossible.find("wherever and whenever they run: 'task0'\n"), std::string::npos);
    EXPECT_NE(impossible.find("No plan exists: the tasks need more than the energy cap.\n"),
              std::string::npos);
}

}  // namespace
}  // namespace nightwatt
