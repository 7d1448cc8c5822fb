#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <sstream>
#include <string>

#include "io/report/figures.hpp"
#include "io/report/late_tasks.hpp"
#include "io/report/moment_text.hpp"
#include "io/report/plan_text.hpp"
#include "io/report/short_name.hpp"
#include "io/report/site_lateness.hpp"
#include "io/report/text_table.hpp"
#include "report/record_of.hpp"
#include "report/report_lines.hpp"

namespace nightwatt {
namespace {

TEST(PlanText, CostsAreItemised) {
    const hand::HandCase one = everything();
    const std::string text = cost_text(one.instance, record_of(one));
    EXPECT_EQ(row(text, "energy and carbon"), "energy and carbon 0.3234 35.0 %");
    EXPECT_EQ(row(text, "tardiness"), "tardiness 0.5000 54.1 %");
    EXPECT_EQ(row(text, "transfers"), "transfers 0.1000 10.8 %");
    EXPECT_EQ(row(text, "total"), "total 0.9234 100.0 %");
    EXPECT_FALSE(has(text, "peak demand")) << "the instance knows no peak price";
    EXPECT_TRUE(has(text, "1 late tasks, 0.2500 h late"));
}

TEST(PlanText, BoundAndBenchmarkAreShownWhereTheyExist) {
    hand::HandCase one = everything();
    PlanRecord record = record_of(one);
    EXPECT_FALSE(has(cost_text(one.instance, record), "No plan costs less"));
    record.lower_bound = 0.9;
    one.instance.benchmark = {
        .name = "ta01", .objective = "makespan", .scale = 1, .formula = "makespan in s"};
    const std::string text = cost_text(one.instance, record);
    EXPECT_TRUE(has(text, "No plan costs less than 0.9000 EUR: at most 2.6 % of this")) << text;
    record.lower_bound = -0.1;
    EXPECT_TRUE(
        has(bound_text(one.instance, record), "less than -0.1000 EUR: at most 1.024 EUR can"))
        << bound_text(one.instance, record);
    EXPECT_TRUE(has(text, "Benchmark ta01: makespan = 9300 (makespan in s)")) << text;
}

TEST(PlanText, SavingIsQuotedAgainstMct) {
    const hand::HandCase one = everything();
    PlanRecord record = record_of(one);
    Totals dispatcher = record.account.totals;
    dispatcher.cost = 1.8468;
    dispatcher.energy_kwh = 1.267;
    dispatcher.tardiness_h = 0.5;
    record.baselines = {{.rule = "mct", .note = "", .feasible = true, .totals = dispatcher},
                        {.rule = "edf", .note = "", .feasible = false, .totals = dispatcher},
                        {.rule = "sufferage", .note = "takes too long at this size", .totals = {}}};
    const std::string text = comparison_text(one.instance, record);
    EXPECT_TRUE(has(text, "the plan costs 0.9234 EUR less (50.0 %)")) << text;
    EXPECT_TRUE(has(text, "it takes 0.1000\n  kWh more, emits 0 kg CO2 less")) << text;
    EXPECT_TRUE(has(text, "0.2500 h less")) << text;
    EXPECT_TRUE(row(text, "mct").starts_with("mct 1.847 0.323 1.267")) << text;
    EXPECT_TRUE(row(text, "edf").starts_with("edf * ")) << text;
    EXPECT_TRUE(has(text, "sufferage: takes too long at this size.")) << text;
    expect_fits(text);
}

TEST(PlanText, BaselinesOfANightOfSharesSaySo) {
    const hand::HandCase one = everything();
    PlanRecord record = record_of(one);
    const std::string line = "  Baselines plan each share alone.\n";
    record.provenance.configuration = "[parts]\ncount = 2\n[shares]\ncount = 2\n";
    EXPECT_FALSE(has(comparison_text(one.instance, record), line));
    record.baselines = {{.rule = "mct", .note = "", .feasible = true, .totals = {}}};
    EXPECT_TRUE(has(comparison_text(one.instance, record), line));
    record.provenance.configuration = "[parts]\ncount = 2\n[shares]\ncount = 1\n";
    EXPECT_FALSE(has(comparison_text(one.instance, record), line));
}

TEST(PlanText, BaselinesBesideAChangePenaltySaySo) {
    const hand::HandCase one = everything();
    PlanRecord record = record_of(one);
    const std::string line = "  Baselines plan anew; their costs hold no change penalty.\n";
    record.published.change_penalty = 0.5;
    EXPECT_FALSE(has(comparison_text(one.instance, record), line));
    record.baselines = {{.rule = "mct", .note = "", .feasible = true, .totals = {}}};
    EXPECT_TRUE(has(comparison_text(one.instance, record), line));
    record.published.change_penalty = 0;
    EXPECT_FALSE(has(comparison_text(one.instance, record), line));
}

TEST(PlanText, ABaselineOfNegativeCostGivesNoPercentage) {
    const hand::HandCase one = everything();
    PlanRecord record = record_of(one);
    record.baselines = {{.rule = "mct", .note = "", .feasible = true, .totals = {.cost = -1}}};
    const std::string text = comparison_text(one.instance, record);
    EXPECT_TRUE(has(text, "the plan costs 1.923 EUR more;")) << text;
}

TEST(PlanText, WhatRoundingExplainsIsNoDifference) {
    const hand::HandCase one = everything();
    PlanRecord record = record_of(one);
    Totals dispatcher = record.account.totals;
    dispatcher.cost -= record.allowed_difference / 2;
    dispatcher.energy_kwh *= 1 - 1e-12;
    record.baselines = {{.rule = "mct", .note = "", .feasible = true, .totals = dispatcher}};
    const std::string text = comparison_text(one.instance, record);
    EXPECT_TRUE(has(text, "the plan costs as much; it takes 0 kWh less")) << text;
    record.baselines[0].totals.cost -= record.allowed_difference;
    EXPECT_TRUE(has(comparison_text(one.instance, record), "EUR more (0.0 %)"));
}

TEST(PlanText, ATotalBelowZeroHasNoShares) {
    const hand::HandCase one = everything();
    PlanRecord record = record_of(one);
    record.account.totals.cost = -0.5;
    const std::string text = cost_text(one.instance, record);
    EXPECT_EQ(row(text, "tardiness"), "tardiness 0.5000");
    EXPECT_EQ(row(text, "total"), "total -0.5000");
}

TEST(PlanText, ABenchmarkShowsItsFormulaWhole) {
    hand::HandCase one = everything();
    const std::string formula = "10^6 * sum " + std::string(150, 'w') + ", rounded by at most 1e-6";
    one.instance.benchmark = {.name = "ta01", .objective = "cost", .scale = 1, .formula = formula};
    EXPECT_TRUE(has(cost_text(one.instance, record_of(one)), "rounded by at most 1e-6)."));
    one.instance.benchmark.formula = "the makespan in seconds, in words that need several lines " +
                                     std::string("as each is rounded to 1e-3 s on its own account");
    expect_fits(cost_text(one.instance, record_of(one)));
}

TEST(PlanText, ScenariosStandBelowTheComparison) {
    const hand::HandCase one = everything();
    const PlanRecord record = record_of(one);
    EXPECT_FALSE(has(report_text(one.instance, record, 10), "scenarios"));
    const std::string text =
        report_text(one.instance, record, 10, {.scenarios = 30, .cost_low = 1, .cost_high = 2});
    const std::size_t at = text.find("In 30 scenarios of what was forecast");
    EXPECT_GT(at, text.find("The plan\n"));
    EXPECT_LT(at, text.find("Where the energy goes"));
    expect_fits(text);
}

TEST(PlanText, EnergyAddsUp) {
    const hand::HandCase one = everything();
    const std::string text = energy_text(one.instance, record_of(one));
    EXPECT_EQ(row(text, "running tasks"), "running tasks 0.920 67.3 %");
    EXPECT_EQ(row(text, "cooling and overhead"), "cooling and overhead 0.289 21.1 %");
    EXPECT_EQ(row(text, "all"), "all 1.367 100.0 %");
}

TEST(PlanText, SitesAreShownByTheHour) {
    const hand::HandCase one = everything();
    const std::string text = site_text(one.instance, record_of(one));
    // Site 0, first hour (two slots): 0.01 + 0.3 + 0.06 + sleep 1500 s * 12 W = 0.375 kWh * 1.5.
    EXPECT_EQ(row(text, "1970-01-01 00:00"),
              "1970-01-01 00:00 0.5625 0.0000 1.500 0.3000 0.1125 0.0000 0.00");
    EXPECT_TRUE(has(text, "Site 'site1'"));
    EXPECT_FALSE(has(text, "04:00"));
}

TEST(PlanText, LateHoursStandWithTheSiteAndTheHourInWhichTheTaskEnds) {
    hand::HandCase one = everything();
    PlanRecord record = record_of(one);
    const std::string text = site_text(one.instance, record);
    EXPECT_TRUE(row(text, "1970-01-01 01:00").ends_with(" 0.00")) << text;
    EXPECT_TRUE(row(text, "1970-01-01 02:00").ends_with(" 0.25")) << text;
    EXPECT_TRUE(row(text, "all").ends_with(" 0.25")) << text;
    const std::string other = text.substr(text.find("Site 'site1'"));
    EXPECT_TRUE(row(other, "all").ends_with(" 0.00")) << text;
    // Nobody is late: no column.
    record.account.totals.late_tasks = 0;
    EXPECT_FALSE(has(site_text(one.instance, record), "late h"));
}

TEST(PlanText, SitesSayWhatIsNotAmongTheirCosts) {
    const hand::HandCase one = everything();
    PlanRecord record = record_of(one);
    const std::string words = "Not among the costs of sites: ";
    EXPECT_TRUE(has(site_text(one.instance, record), words + "tardiness, transfers.\n"));
    for (double Totals::*cost : {&Totals::tardiness_cost, &Totals::transfer_cost}) {
        record.account.totals.*cost = 0;
    }
    EXPECT_FALSE(has(site_text(one.instance, record), words));
    for (double Totals::*cost :
         {&Totals::peak_cost, &Totals::makespan_cost, &Totals::change_cost}) {
        record.account.totals.*cost = 1;
    }
    EXPECT_TRUE(
        has(site_text(one.instance, record), words + "peak demand, makespan, moved tasks."));
}

TEST(SiteLateness, AnEndBelongsToTheSlotBeforeIt) {
    hand::HandCase one = everything();  // slots of half an hour
    PlanRecord record = record_of(one);
    record.plan.end_ms[1] = 9'000'000;
    SiteLateness late = site_lateness(one.instance, record);
    EXPECT_EQ(late.late_h[4], 0.25);
    EXPECT_EQ(late.late_tasks, (std::vector<std::int64_t>{1, 0}));
    record.plan.end_ms[1] = 9'000'001;
    EXPECT_EQ(site_lateness(one.instance, record).late_h[5], 0.25);
    // A plan that breaks its horizon, and one of no length.
    record.plan.end_ms[1] = 99'000'000;
    EXPECT_EQ(site_lateness(one.instance, record).late_h[7], 0.25);
    record.plan.end_ms[1] = 0;
    late = site_lateness(one.instance, record);
    EXPECT_EQ(late.late_h[0], 0.25);
    EXPECT_EQ(late.of_site(0), 0.25);
    EXPECT_EQ(late.of_site(1), 0);
}

TEST(PlanText, BatteriesAreShownWhereThereAreAny) {
    const std::vector<hand::HandCase> cases = hand::battery_cases();
    const auto one = std::find_if(cases.begin(), cases.end(), [](const hand::HandCase& each) {
        return each.name == "a battery moves energy to the dear hour";
    });
    ASSERT_NE(one, cases.end());
    const PlanRecord record = record_of(*one);
    const std::string text = site_text(one->instance, record);
    EXPECT_TRUE(has(text, "charged  level"));
    EXPECT_EQ(row(text, "1970-01-01 00:00"),
              "1970-01-01 00:00 1.000 0.000 1.000 0.1000 0.2000 0.000 1.000 0.800");
    EXPECT_EQ(row(text, "1970-01-01 01:00"),
              "1970-01-01 01:00 1.000 0.000 1.000 0.5000 0.2500 0.000 -0.500 0.175");
    EXPECT_TRUE(has(energy_text(one->instance, record),
                    "Batteries took 1.000 kWh and offered 0.5000 kWh; 0.3250 kWh were lost."));
    EXPECT_FALSE(has(site_text(everything().instance, record_of(everything())), "level"));
}

TEST(PlanText, TheRenewableShareIsOfAllThatCameIn) {
    // Sun alone, of which a battery keeps a part: more than the servers take.
    Totals totals;
    totals.energy_kwh = 1.1;
    totals.renewable_kwh = 1.719;
    totals.renewable_available_kwh = 4;
    totals.battery_charge_kwh = 1.719;
    totals.battery_discharge_kwh = 1.1;
    EXPECT_NEAR(renewable_share(totals), 1, 1e-9);
    hand::HandCase one = everything();
    PlanRecord record = record_of(one);
    record.account.totals = totals;
    EXPECT_EQ(row(energy_text(one.instance, record), "renewable,"),
              "renewable, of all that came in 1.719 100.0 %");
    // Half from the grid; no battery.
    totals = {.energy_kwh = 2, .renewable_kwh = 1};
    EXPECT_EQ(renewable_share(totals), 0.5);
    // 0.3 kWh from the grid and 0.05 of sun: the battery offers 0.243 kWh where 0.05 are needed.
    totals = {.energy_kwh = 0.1,
              .renewable_kwh = 0.05,
              .battery_charge_kwh = 0.3,
              .battery_discharge_kwh = 0.243,
              .battery_unneeded_kwh = 0.193};
    EXPECT_NEAR(renewable_share(totals), 0.05 / 0.35, 1e-9);
    for (const hand::HandCase& each : hand::hand_cases()) {
        const Account account = record_of(each).account;
        EXPECT_FALSE(renewable_share(account.totals) > 1) << each.name;
        double net_w = 0;
        for (const SiteSlot& slot : account.site_slots) {
            net_w += std::max(0.0, slot.power_w + slot.battery_charge_w - slot.battery_discharge_w);
        }
        EXPECT_NEAR(came_in_kwh(account.totals), net_w / 1e3 * each.instance.slot_s / 3600, 1e-9)
            << each.name;
    }
}

TEST(PlanText, LongHorizonsAndNamesStillFit) {
    hand::HandCase one = everything();
    for (std::string& id : one.instance.tasks.id) id = std::string(200, 'x') + "\x1b[31m\n";
    for (std::string& id : one.instance.servers.id) id = "\xc3\xa4" + std::string(200, 'y');
    one.instance.currency = "Doubloons of the realm";
    PlanRecord record = record_of(one);
    record.account.totals.cost = 123456789012.5;
    record.account.totals.energy_kwh = 987654321.25;
    record.account.totals.it_energy_kwh = 887654321.25;
    const std::string text = report_text(one.instance, record, 10);
    expect_fits(text);
    EXPECT_EQ(text.find('\x1b'), std::string::npos);
}

TEST(PlanText, WhatEndsAfterTheNightIsNoTotal) {
    const hand::HandCase one = everything();
    PlanRecord record = record_of(one);
    const std::string words = "until the night's end";
    EXPECT_FALSE(has(report_text(one.instance, record, 10), words));
    record.account.totals.makespan_s = one.instance.horizon_s + 1;
    EXPECT_TRUE(has(cost_text(one.instance, record),
                    "  Energy, carbon and their costs are those " + words + ".\n"));
    EXPECT_TRUE(has(energy_text(one.instance, record), "Where the energy goes, " + words + "\n"));
}

TEST(PlanText, LateTasksAreToldApartByTheEndsOfTheirNames) {
    hand::HandCase one = everything();
    const PlanRecord record = record_of(one);
    const std::size_t late = worst_late_tasks(record, 1).at(0);
    std::string& id = one.instance.tasks.id[late];
    id = "airflow-prod-nightly-000017";
    EXPECT_TRUE(has(late_text(one.instance, record, 1), "  airflow-prod-nightly-000017  server"))
        << "there is room for it";
    id = std::string(200, 'x') + "-000017";
    for (std::string& server : one.instance.servers.id) server = std::string(200, 'y') + "-rack-9";
    const std::string text = late_text(one.instance, record, 1);
    expect_fits(text);
    EXPECT_TRUE(has(text, "x...") && has(text, "x-000017  y") && has(text, "y-rack-9  ")) << text;
}

TEST(ShortName, LeavesTheMiddleOut) {
    EXPECT_EQ(short_name("task-000017", 11), "task-000017");
    EXPECT_EQ(short_name("task-000017", 10), "task...017");
    EXPECT_EQ(short_name("task-000017", 5), "t...7");
    EXPECT_EQ(short_name("\xc3\xa4\xc3\xb6\xc3\xbc\xc3\xa4\xc3\xb6\xc3\xbc", 5),
              "\xc3\xa4...\xc3\xbc");
    EXPECT_EQ(short_name("", 5), "");
}

TEST(ShortName, NamesThatDifferInTheMiddleStayApart) {
    const std::string head = "nightly-settlement-partition-0000", tail = "-run-2023-06-21T16-00-00";
    const std::vector<std::string> names{"task", head + "7" + tail, head + "3" + tail};
    EXPECT_EQ(short_names(names, 17),
              (std::vector<std::string>{"task", "...0007-run...-00", "...0003-run...-00"}));
    // Ends tell these apart, and the last are the same anyway.
    EXPECT_EQ(short_names({head + "7", head + "3"}, 12),
              (std::vector<std::string>{"night...0007", "night...0003"}));
    EXPECT_EQ(short_names({head, head}, 12), std::vector<std::string>(2, "night...0000"));
    // They part within a character.
    const std::string same = "\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4";
    EXPECT_EQ(short_names({same + "\xc3\xa4" + same, same + "\xc3\xb6" + same}, 16).at(1),
              "...\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xb6" + same);
}

TEST(PlanText, PlanWithoutEnergyOrLateTasksHasNoEmptyTables) {
    const hand::HandCase one = hand::task_cases().at(9);
    ASSERT_EQ(one.name, "makespan of an ETC matrix");
    const std::string text = report_text(one.instance, record_of(one), 10);
    EXPECT_FALSE(has(text, "Site"));
    EXPECT_FALSE(has(text, "Where the energy goes"));
    EXPECT_FALSE(has(text, "late tasks\n"));
}

TEST(PlanText, OnlyTheWorstLateTasksAreListed) {
    const hand::HandCase one = hand::task_cases().front();
    PlanRecord record = record_of(one);
    EXPECT_TRUE(has(late_text(one.instance, record, 1), "The worst 1 of 2 late tasks"));
    EXPECT_TRUE(has(late_text(one.instance, record, 1), "task2"))
        << "equal cost: the later one comes first";
    EXPECT_FALSE(has(late_text(one.instance, record, 1), "task1"));
    EXPECT_EQ(late_text(one.instance, record, 0), "");
}

TEST(TextTable, AlignsTextLeftAndNumbersRight) {
    TextTable table({{"name", TextTable::Side::Left}, {"kWh"}});
    table.add({"a", "1.5"});
    table.add({"\xc3\xa4\xc3\xb6", "10.25"});
    EXPECT_EQ(table.text(), "  name    kWh\n  a       1.5\n  \xc3\xa4\xc3\xb6    10.25\n");
}

TEST(TextTable, NumbersNeverShowANegativeZero) {
    EXPECT_EQ(number_text(-0.001, 2), "0.00");
    EXPECT_EQ(number_text(-0.01, 2), "-0.01");
    EXPECT_EQ(number_text(0), "0");
    for (const double sign : {1.0, -1.0}) {
        EXPECT_EQ(number_text(sign * std::numeric_limits<double>::infinity(), 1), "-");
        EXPECT_EQ(number_text(sign * std::numeric_limits<double>::quiet_NaN(), 1), "-");
    }
}

TEST(TextTable, ABoundIsCutToWhatItsDecimalsSay) {
    EXPECT_EQ(floor_text(0.29, 2), "0.29");
    EXPECT_EQ(floor_text(0.2999, 2), "0.29");
    EXPECT_EQ(floor_text(-0.291, 2), "-0.30");
    EXPECT_EQ(ceil_text(0.29, 2), "0.29");
    EXPECT_EQ(ceil_text(0.2901, 2), "0.30");
    EXPECT_EQ(ceil_text(-0.299, 2), "-0.29");
    EXPECT_EQ(ceil_text(0), "0");
    EXPECT_EQ(ceil_text(INFINITY), "-");
}

TEST(TextTable, DurationsReadNaturally) {
    EXPECT_EQ(duration_text(0.25), "0.25 s");
    EXPECT_EQ(duration_text(59.99), "60 s");
    EXPECT_EQ(duration_text(90), "1 min 30 s");
    EXPECT_EQ(duration_text(7260), "2 h 01 min");
}

TEST(MomentText, CountsFromTheEpochInUtc) {
    EXPECT_EQ(utc_text("2023-12-31T22:30:00Z", 5400), "2024-01-01 00:00");
    EXPECT_EQ(utc_text("2024-02-28T00:00:00Z", 86400), "2024-02-29 00:00");
    EXPECT_EQ(utc_text("yesterday", 5400), "+01:30");
    EXPECT_EQ(utc_text("2023-13-31T22:30:00Z", 0), "+00:00");
}

}  // namespace
}  // namespace nightwatt
