#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "io/report/ablation.hpp"
#include "report/report_lines.hpp"

namespace nightwatt {
namespace {

LeverPlan plan_of(double cost, double lower_bound = 0) {
    LeverPlan plan;
    plan.cost = cost;
    plan.lower_bound = lower_bound;
    return plan;
}

TEST(AblationText, SharesAndGapsAreOnlyOfWhatIsAboveZero) {
    Ablation ablation;
    ablation.currency = "EUR";
    ablation.all = plan_of(-2, -3);
    ablation.levers.resize(1);
    LeverWorth& lever = ablation.levers[0];
    lever.name = "time";
    lever.alone = lever.left_out = plan_of(-2, -3);
    for (const double dispatcher : {-1.0, 0.0}) {
        ablation.dispatcher = lever.before = plan_of(dispatcher);
        const std::string line = row(ablation_text(ablation), "time");
        EXPECT_EQ(std::count(line.begin(), line.end(), ' '), 3) << "no shares, no gaps: " << line;
    }
    ablation.dispatcher = lever.before = plan_of(4);
    lever.alone = plan_of(3, 1.5);
    EXPECT_EQ(row(ablation_text(ablation), "time"), "time 3.000 25.0 50.0 -2.000 150.0 0.000");
}

TEST(AblationText, AnAssetAloneIsMeasuredAgainstMctWithoutIt) {
    Ablation ablation;
    ablation.currency = "EUR";
    ablation.dispatcher = plan_of(4);
    ablation.all = plan_of(2, 2);
    ablation.levers.resize(1);
    LeverWorth& lever = ablation.levers[0];
    lever.name = "battery";
    lever.asset = true;
    lever.before = plan_of(5);
    lever.alone = lever.left_out = plan_of(3, 3);
    // 2 of 5 are saved; 1 of 4.
    EXPECT_EQ(row(ablation_text(ablation), "battery"),
              "battery * 3.000 40.0 0.0 3.000 25.0 0.0 1.000");
}

}  // namespace
}  // namespace nightwatt
