#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "instance/account_fields.hpp"
#include "io/report/plan_json.hpp"
#include "report/record_of.hpp"

namespace nightwatt {
namespace {

using Json = nlohmann::json;

TEST(PlanJson, HasEveryPromisedKey) {
    const hand::HandCase one = everything();
    const Json json = Json::parse(plan_json_text(one.instance, record_of(one)));
    for (const char* key :
         {"cost", "energy_kwh", "energy_cost", "carbon_kg", "tardiness_cost", "tardiness_h",
          "late_tasks", "makespan_s", "lower_bound", "gap", "backend", "seed", "generations",
          "evaluations", "seconds", "plan_hash", "benchmark", "baselines", "violations"}) {
        EXPECT_TRUE(json.contains(key)) << key;
    }
}

TEST(PlanJson, EveryItemOfTheAccountIsThereUnderItsName) {
    const hand::HandCase one = everything();
    const PlanRecord record = record_of(one);
    const Json json = Json::parse(plan_json_text(one.instance, record));
    visit_totals(record.account.totals, [&](const Column& column, const auto& value) {
        EXPECT_EQ(json.at(std::string(column.name)).get<double>(), static_cast<double>(value))
            << column.name;
    });
}

TEST(PlanJson, WithoutABoundBoundAndGapAreNull) {
    const hand::HandCase one = everything();
    const Json json = Json::parse(plan_json_text(one.instance, record_of(one)));
    EXPECT_TRUE(json.at("lower_bound").is_null());
    EXPECT_TRUE(json.at("gap").is_null());
    EXPECT_TRUE(json.at("benchmark").is_null());
}

TEST(PlanJson, GapIsTheShareThatCouldBeSaved) {
    const hand::HandCase one = everything();
    PlanRecord record = record_of(one);
    record.account.totals.cost = 0.8;
    record.lower_bound = 0.6;
    EXPECT_NEAR(Json::parse(plan_json_text(one.instance, record)).at("gap").get<double>(), 0.25,
                1e-12);
    record.account.totals.cost = -0.6;
    record.lower_bound = -0.8;
    EXPECT_NEAR(Json::parse(plan_json_text(one.instance, record)).at("gap").get<double>(),
                0.2 / 0.6, 1e-12);
    record.account.totals.cost = record.lower_bound = 0;
    EXPECT_EQ(Json::parse(plan_json_text(one.instance, record)).at("gap"), 0);
}

TEST(PlanJson, HashesAreSixteenHexDigits) {
    const hand::HandCase one = everything();
    const Json json = Json::parse(plan_json_text(one.instance, record_of(one)));
    for (const char* key : {"plan_hash", "instance_hash"}) {
        const auto text = json.at(key).get<std::string>();
        EXPECT_EQ(text.size(), 16u);
        EXPECT_EQ(text.find_first_not_of("0123456789abcdef"), std::string::npos) << text;
    }
}

TEST(PlanJson, BenchmarkIsQuotedInItsOwnUnits) {
    hand::HandCase one = everything();
    one.instance.benchmark = {.name = "ta01", .objective = "makespan", .scale = 0.1, .formula = ""};
    const Json json = Json::parse(plan_json_text(one.instance, record_of(one))).at("benchmark");
    EXPECT_EQ(json.at("name"), "ta01");
    EXPECT_EQ(json.at("objective"), "makespan");
    EXPECT_DOUBLE_EQ(json.at("value").get<double>(), 930);
    one.instance.benchmark.objective = "cost";
    const Json cost = Json::parse(plan_json_text(one.instance, record_of(one))).at("benchmark");
    EXPECT_NEAR(cost.at("value").get<double>(), 0.09234, 1e-12);
}

TEST(PlanJson, BaselinesHaveTotalsOrANote) {
    const hand::HandCase one = everything();
    PlanRecord record = record_of(one);
    record.baselines = {{.rule = "mct", .note = "", .feasible = true, .totals = {.cost = 2}},
                        {.rule = "sufferage", .note = "takes too long at this size", .totals = {}}};
    const Json json = Json::parse(plan_json_text(one.instance, record)).at("baselines");
    EXPECT_EQ(json.at(0).at("cost"), 2);
    EXPECT_EQ(json.at(1).at("note"), "takes too long at this size");
    EXPECT_FALSE(json.at(1).contains("cost"));
}

TEST(PlanJson, SitesAddUpToTheWhole) {
    const hand::HandCase one = everything();
    const Json json = Json::parse(plan_json_text(one.instance, record_of(one)));
    const Json& sites = json.at("sites");
    ASSERT_EQ(sites.size(), 2u);
    EXPECT_EQ(sites.at(0).at("id"), "site0");
    EXPECT_EQ(sites.at(0).at("tardiness_h"), 0.25);
    EXPECT_EQ(sites.at(0).at("late_tasks"), 1);
    EXPECT_EQ(sites.at(1).at("late_tasks"), 0);
    EXPECT_NEAR(sites.at(0).at("energy_kwh").get<double>(), 0.867, 1e-9);
    for (const char* key : {"energy_kwh", "renewable_kwh", "carbon_kg", "tardiness_h"}) {
        const double sum = sites.at(0).at(key).get<double>() + sites.at(1).at(key).get<double>();
        EXPECT_NEAR(sum, json.at(key).get<double>(), 1e-9) << key;
    }
    EXPECT_NEAR(sites.at(0).at("cost").get<double>() + sites.at(1).at("cost").get<double>(),
                json.at("energy_cost").get<double>(), 1e-9);
}

TEST(PlanJson, TheWorstLateTasksHaveAReason) {
    const hand::HandCase one = hand::task_cases().front();
    const PlanRecord record = record_of(one);
    const Json all = Json::parse(plan_json_text(one.instance, record)).at("worst_late");
    ASSERT_EQ(all.size(), 2u);
    for (const Json& row : all) EXPECT_FALSE(row.at("reason").get<std::string>().empty());
    EXPECT_EQ(all.at(0).at("task"), "task2");
    const TaskAccount& task = record.account.tasks.at(2);
    EXPECT_EQ(all.at(0).at("lateness_s"), task.lateness_s);
    EXPECT_EQ(all.at(0).at("tardiness_cost"), task.tardiness_cost);
    const auto server = static_cast<std::size_t>(record.plan.server.at(2));
    EXPECT_EQ(all.at(0).at("server"), one.instance.servers.id.at(server));
    const Json worst = Json::parse(plan_json_text(one.instance, record, {}, {}, 1));
    EXPECT_EQ(worst.at("worst_late").size(), 1u);
}

TEST(PlanJson, ViolationsMakeThePlanInfeasible) {
    const hand::HandCase one = everything();
    const Json sound = Json::parse(plan_json_text(one.instance, record_of(one)));
    EXPECT_TRUE(sound.at("feasible").get<bool>());
    const Json json = Json::parse(plan_json_text(one.instance, record_of(one), {"order: x"}));
    EXPECT_FALSE(json.at("feasible").get<bool>());
    EXPECT_EQ(json.at("violations"), Json::array({"order: x"}));
}

TEST(PlanJson, BytesThatAreNoUtf8AreReplaced) {
    hand::HandCase one = everything();
    one.instance.currency = "\xff\xfe";
    EXPECT_TRUE(Json::accept(plan_json_text(one.instance, record_of(one))));
}

}  // namespace
}  // namespace nightwatt
