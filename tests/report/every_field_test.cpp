#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "instance/account_fields.hpp"
#include "io/report/figures.hpp"
#include "io/report/plan_json.hpp"
#include "io/report/plan_text.hpp"
#include "io/report/scenario_text.hpp"
#include "io/report/text_table.hpp"
#include "report/record_of.hpp"
#include "report/report_lines.hpp"

// No two values are the same here: what is taken from the wrong field shows.

namespace nightwatt {
namespace {

Totals numbered_totals() {
    Totals totals;
    int next = 1;
    visit_totals(totals, [&](const Column&, auto& value) { value = next++; });
    return totals;
}

PlanRecord numbered_record() {
    PlanRecord record = record_of(everything());
    record.account.totals = numbered_totals();
    record.allowed_difference = 0.25;
    return record;
}

constexpr ScenarioRange numbered_range{.scenarios = 11,
                                       .cost_low = 12,
                                       .cost_mean = 13,
                                       .cost_high = 14,
                                       .late_low = 15,
                                       .late_high = 16,
                                       .beyond_low = 17,
                                       .beyond_high = 18,
                                       .infeasible = 1};

TEST(EveryField, CostsStandBesideTheirNames) {
    const Totals t = numbered_totals();
    const std::string text = cost_text(everything().instance, numbered_record());
    const std::vector<std::pair<std::string, double>> amounts = {
        {"energy and carbon", t.energy_cost},
        {"tardiness", t.tardiness_cost},
        {"transfers", t.transfer_cost},
        {"above the soft cap", t.soft_cap_cost},
        {"peak demand", t.peak_cost},
        {"makespan", t.makespan_cost},
        {"moved tasks", t.change_cost},
        {"heat credit", -t.heat_credit},
        {"total", t.cost},
    };
    for (const auto& [name, amount] : amounts) {
        EXPECT_EQ(row(text, name), name + " " + number_text(amount, decimals_for(t.cost)) + " " +
                                       percent_text(amount / t.cost));
    }
    EXPECT_TRUE(has(text, number_text(t.energy_kwh) + " kWh for servers and cooling, " +
                              number_text(t.carbon_kg) + " kg CO2"))
        << text;
    EXPECT_TRUE(has(text, "highest slots add up to " + number_text(t.peak_kw) + " kW")) << text;
}

TEST(EveryField, EnergiesStandBesideTheirNames) {
    const Totals t = numbered_totals();
    const std::string text = energy_text(everything().instance, numbered_record());
    const std::vector<std::pair<std::string, double>> energies = {
        {"running tasks", t.dynamic_kwh},
        {"servers on, beside the tasks", t.idle_kwh},
        {"servers asleep", t.sleep_kwh},
        {"waking and switching on", t.wake_kwh},
        {"cooling and overhead", t.energy_kwh - t.it_energy_kwh},
        {"all", t.energy_kwh},
    };
    for (const auto& [name, kwh] : energies) {
        EXPECT_EQ(row(text, name), name + " " + number_text(kwh, decimals_for(t.energy_kwh)) + " " +
                                       percent_text(kwh / t.energy_kwh));
    }
    for (const std::string& part :
         {number_text(t.renewable_available_kwh) + " kWh of renewable energy were at hand, " +
              percent_text(t.renewable_kwh / t.renewable_available_kwh) + " of them were used",
          "Batteries took " + number_text(t.battery_charge_kwh) + " kWh and offered " +
              number_text(t.battery_discharge_kwh) + " kWh; " + number_text(t.battery_loss_kwh) +
              " kWh were lost",
          "Transfers took another " + number_text(t.transfer_kwh) + " kWh",
          number_text(t.heat_kwh) + " kWh of heat were used"}) {
        EXPECT_TRUE(has(text, part)) << part << "\n" << text;
    }
}

TEST(EveryField, ABaselinesRenewableShareIsOfAllThatCameIn) {
    const Totals t = numbered_totals();
    PlanRecord record = numbered_record();
    record.baselines = {{.rule = "mct", .note = "", .feasible = true, .totals = t}};
    const std::string mct = row(comparison_text(everything().instance, record), "mct");
    EXPECT_TRUE(mct.ends_with(" " + number_text(100 * renewable_share(t), 1))) << mct;
}

TEST(EveryField, JsonHasScenariosAndHowThePlanCameAbout) {
    const PlanRecord record = numbered_record();
    const auto json =
        nlohmann::json::parse(plan_json_text(everything().instance, record, {}, numbered_range));
    const nlohmann::json expected = {{"scenarios", 11},  {"cost_low", 12},    {"cost_mean", 13},
                                     {"cost_high", 14},  {"late_low", 15},    {"late_high", 16},
                                     {"beyond_low", 17}, {"beyond_high", 18}, {"infeasible", 1}};
    EXPECT_EQ(json.at("scenarios"), expected);
    EXPECT_EQ(json.at("seed"), 17);
    EXPECT_EQ(json.at("generations"), 20);
    EXPECT_EQ(json.at("evaluations"), 2000);
    EXPECT_EQ(json.at("seconds"), 1.5);
    EXPECT_EQ(json.at("allowed_difference"), 0.25);
}

TEST(EveryField, ScenariosSayWhatIsLateAndWhatIsBeyondTheNight) {
    std::string text = scenario_text(numbered_range, "EUR");
    for (std::size_t at = 0; (at = text.find("\n  ", at)) != std::string::npos;) {
        text.replace(at, 3, " ");
    }
    EXPECT_TRUE(has(text,
                    "with 15 to 16 late tasks. 17 to 18 tasks end after the night or their "
                    "server's window."))
        << text;
    EXPECT_TRUE(has(text, "In 1 of them it breaks a limit")) << text;
}

}  // namespace
}  // namespace nightwatt
