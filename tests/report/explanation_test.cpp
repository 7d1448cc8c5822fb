#include "io/report/explanation.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "report/record_of.hpp"
#include "report/report_lines.hpp"

namespace nightwatt {
namespace {

/// No two amounts are the same.
PlanRecord record_of_numbered_tasks() {
    PlanRecord record = record_of(everything());
    for (TaskAccount& task : record.account.tasks) {
        task = {.energy_kwh = 1,
                .energy_cost = 2,
                .tardiness_cost = 3,
                .transfer_cost = 4,
                .change_cost = 5,
                .lateness_s = 0};
    }
    return record;
}

Explanation numbered_explanation() {
    Explanation explanation;
    explanation.task = 1;
    explanation.allowed_servers = 6;
    explanation.elsewhere = {{.what = "another start",
                              .server = 1,
                              .level = 0,
                              .start_s = 3600,
                              .end_s = 7200,
                              .cost_change = 1.5}};
    return explanation;
}

TEST(Explanation, TextHasEveryCostInItsPlace) {
    std::string text =
        explanation_text(everything().instance, record_of_numbered_tasks(), numbered_explanation());
    for (std::size_t at = 0; (at = text.find("\n  ", at)) != std::string::npos;) {
        text.replace(at, 3, " ");
    }
    EXPECT_TRUE(has(text,
                    "It costs 2.000 EUR of energy (1.000 kWh with cooling), 3.000 for "
                    "lateness, 4.000 for moving its data and 5.000 for leaving its "
                    "published place"))
        << text;
}

TEST(Explanation, TextHasWhatElseCouldBe) {
    const std::string text =
        explanation_text(everything().instance, record_of_numbered_tasks(), numbered_explanation());
    EXPECT_EQ(row(text, "another start"),
              "another start server1 0 1970-01-01 01:00 1970-01-01 02:00 +1.500");
    EXPECT_TRUE(has(text, "6 of ")) << text;
}

TEST(Explanation, JsonHasTheSame) {
    const hand::HandCase one = everything();
    const auto json = nlohmann::json::parse(
        explanation_json(one.instance, record_of_numbered_tasks(), numbered_explanation()));
    EXPECT_EQ(json.at("task"), "task1");
    EXPECT_EQ(json.at("energy_kwh"), 1);
    EXPECT_EQ(json.at("energy_cost"), 2);
    EXPECT_EQ(json.at("tardiness_cost"), 3);
    EXPECT_EQ(json.at("transfer_cost"), 4);
    EXPECT_EQ(json.at("change_cost"), 5);
    EXPECT_EQ(json.at("allowed_servers"), 6);
    const nlohmann::json expected = {
        {"what", "another start"}, {"server", "server1"}, {"level", 0},
        {"start_s", 3600},         {"end_s", 7200},       {"cost_change", 1.5}};
    EXPECT_EQ(json.at("elsewhere"), nlohmann::json::array({expected}));
    EXPECT_TRUE(json.at("on_time").is_null());
}

}  // namespace
}  // namespace nightwatt
