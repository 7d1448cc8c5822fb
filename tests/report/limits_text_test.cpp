#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "io/report/plan_text.hpp"
#include "report/record_of.hpp"
#include "report/report_lines.hpp"

namespace nightwatt {
namespace {

TEST(LimitsText, ABoundIsNeverRoundedUpNorAGapDown) {
    const hand::HandCase one = everything();
    PlanRecord record = record_of(one);
    record.allowed_difference = 1e-9;
    record.account.totals.cost = 8.9999;
    record.lower_bound = 8.9996;
    EXPECT_EQ(bound_text(one.instance, record),
              "  No plan costs less than 8.999 EUR: at most 0.1 % of this cost can be saved.\n");
    record.lower_bound = 8.9999;
    EXPECT_TRUE(has(bound_text(one.instance, record), "at most 0.0 % of this"));
    record.lower_bound = -8.9996;
    EXPECT_TRUE(has(bound_text(one.instance, record), "less than -9.000 EUR: at most 18.000 EUR"));
    // A plan that breaks limits may cost less than those that keep them.
    record.lower_bound = 9;
    EXPECT_EQ(bound_text(one.instance, record),
              "  No plan that keeps the limits costs less than 9.000 EUR.\n");
}

TEST(LimitsText, APlanThatBreaksLimitsSaysSo) {
    const hand::HandCase one = everything();
    PlanRecord record = record_of(one);
    record.baselines = {{.rule = "mct", .note = "", .feasible = true, .totals = {.cost = 2}}};
    const std::string sound = report_text(one.instance, record, 10);
    EXPECT_FALSE(has(sound, "*") || has(sound, "breaks limits")) << sound;
    EXPECT_TRUE(has(sound, "Against mct"));
    const std::vector<std::string> violations(
        25, "order: task a " + std::string(120, 'x') + " is late");
    const std::string text = report_text(one.instance, record, 10, {}, violations);
    EXPECT_EQ(text.find("The plan breaks limits of the instance, so its costs cannot be had\n"),
              0u);
    EXPECT_TRUE(has(text, "  order: task a")) << text;
    EXPECT_TRUE(has(text, "  5 more; nightwatt evaluate names them.")) << text;
    EXPECT_TRUE(row(text, "this plan").starts_with("this plan * ")) << text;
    EXPECT_TRUE(has(text, "* breaks a limit of the instance.")) << text;
    EXPECT_FALSE(has(text, "Against mct")) << "nothing is saved by what cannot be had";
}

TEST(LimitsText, WhatEndsAfterTheNightShowsNoEnergy) {
    const hand::HandCase one = everything();
    PlanRecord record = record_of(one);
    Totals beyond = record.account.totals;
    beyond.makespan_s = one.instance.horizon_s + 1;
    beyond.cost = 3;
    record.baselines = {{.rule = "olb", .note = "", .feasible = false, .totals = beyond}};
    const std::string text = comparison_text(one.instance, record);
    EXPECT_EQ(row(text, "olb"), "olb * 3.000 - - - 1 0.2500 - - -");
    EXPECT_TRUE(has(text, "what runs then is not counted")) << text;
    expect_fits(text);
    record.baselines[0].totals.makespan_s = one.instance.horizon_s;
    EXPECT_FALSE(has(comparison_text(one.instance, record), "after the night"));
}

}  // namespace
}  // namespace nightwatt
