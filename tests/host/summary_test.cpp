#include "instance/summary.hpp"

#include <gtest/gtest.h>

#include "instance/columns.hpp"
#include "instance/unpriced.hpp"
#include "tests/io/sample_instance.hpp"

namespace nightwatt {
namespace {

TEST(Summary, WeighsPowerAndRuntimeByLevel) {
    // accelerator: alpha 300.5 s at 90 W (b = 1), beta 900 s at 120 W at level 1 only (a row of its
    // own), delta 1000 s at 75 W (b = 0.875). Level 0: (300.5 * 90 + 1000 * 75) / 1300.5 W.
    const auto figures = level_figures(sample_instance());
    ASSERT_EQ(figures.size(), 2u);
    EXPECT_NEAR(figures[1][0].task_power_w, (300.5 * 90 + 1000 * 75) / 1300.5, 1e-9);
    // At frequency 0.5 alpha takes 601 s, delta 1000 * (0.875 / 0.5 + 0.125) = 1875 s.
    EXPECT_NEAR(figures[1][1].relative_runtime, (601.0 + 1875.0) / 1300.5, 1e-9);
    // Idle 80 W; shares: alpha 4 of 8 cores, delta 2 of 8.
    EXPECT_NEAR(figures[1][0].idle_share_w, 80 * (300.5 * 0.5 + 1000 * 0.25) / 1300.5, 1e-9);
    const double top_j = 300.5 * (90 + 40) + 1000 * (75 + 20);
    const double low_j = 601 * (90 * 0.4 + 40) + 1875 * (75 * 0.4 + 20);
    EXPECT_NEAR(figures[1][1].relative_energy, low_j / top_j, 1e-9);
}

TEST(Summary, CountsLoadByClass) {
    const auto loads = class_loads(sample_instance());
    // node-1 is open from 30 s to 14400 s, node-2 from 630 s to 14000 s, 16 cores each.
    EXPECT_NEAR(loads[0][0].offered_h, 16 * (14370 + 13370) / 3600.0, 1e-9);
    EXPECT_NEAR(loads[0][0].only_here_h, 60.25 / 3600, 1e-9);  // gamma
    EXPECT_NEAR(loads[0][0].may_here_h, (4 * 600 + 8 * 1200 + 60.25) / 3600, 1e-9);
}

TEST(Summary, CountsTheLeastLoad) {
    // alpha and beta on their faster class: 300.5 s of 4 cores; beta's row for level 1 does not
    // count.
    const std::vector<double> hours = least_hours(sample_instance());
    EXPECT_NEAR(hours[0], (4 * 300.5 + 8 * 1200 + 60.25 + 2 * 1000) / 3600, 1e-9);
    EXPECT_NEAR(hours[1], 1200.0 / 3600, 1e-9);
}

TEST(Summary, FindsDeadlinesThatNoPlanCanMeet) {
    Instance instance = sample_instance();
    EXPECT_TRUE(unavoidably_late(instance).empty());
    // alpha: on accel from 60.5 s (wake), 300.5 s long, so done at 361 s.
    instance.tasks.deadline_s[0] = 100;
    const std::vector<LateTask> late = unavoidably_late(instance);
    ASSERT_EQ(late.size(), 1u);
    EXPECT_EQ(late[0].task, 0u);
    EXPECT_DOUBLE_EQ(late[0].earliest_end_s, 361);
    EXPECT_DOUBLE_EQ(late[0].cost, 261.0 / 3600 * 1.5);
}

TEST(Summary, PrintsEveryPart) {
    const std::string text = summary(sample_instance());
    for (const char* part :
         {"4 tasks, 3 servers of 2 classes at 2 sites", "note: second note", "least energy",
          "resource-hours", "cpu: at least", "Every deadline can be met", "PUE"}) {
        EXPECT_NE(text.find(part), std::string::npos) << part << "\nin: " << text;
    }
}

TEST(Summary, SaysWhereNothingIsDueAndWhereTooMuchIsAsked) {
    Instance instance = sample_instance();
    EXPECT_EQ(summary(instance).find("No plan exists"), std::string::npos);
    for (double& due_s : instance.tasks.deadline_s) due_s = none;
    for (double& run_s : instance.runtimes.runtime_s) run_s *= 100;
    // A level with a row of its own may be the faster one: nothing is proven.
    EXPECT_EQ(summary(instance).find("No plan exists"), std::string::npos);
    instance.runtimes.level.assign(instance.runtimes.size(), -1);
    const std::string text = summary(instance);
    for (const char* part :
         {"No task has a deadline.",
          "No plan exists: the tasks need more than all servers have of cpu, gpu."}) {
        EXPECT_NE(text.find(part), std::string::npos) << part << "\nin: " << text;
    }
    EXPECT_EQ(text.find("Every deadline"), std::string::npos) << text;
}

using Sentences = std::vector<std::string>;

TEST(Unpriced, DeadlinesWithoutWeightsAndWeightsWithoutDeadlines) {
    Instance instance = sample_instance();
    instance.benchmark.name.clear();
    instance.tasks.deadline_s = {100, 200, none, none};
    instance.tasks.tardiness_weight_per_h = {1, 2, 0, 0};
    EXPECT_EQ(unpriced(instance), Sentences{});
    instance.tasks.tardiness_weight_per_h = {0, 0, 0, 3};
    const Sentences both = {
        "2 deadlines have no tardiness_weight_per_h: missing them costs nothing",
        "1 task has a tardiness_weight_per_h, but no deadline_s: it has no effect"};
    EXPECT_EQ(unpriced(instance), both);
    for (const std::string& sentence : both) {
        EXPECT_NE(summary(instance).find(sentence), std::string::npos) << sentence;
    }
    // Counted in two blocks, of a frame without tasks.
    DeadlineCounts counts;
    counts.add(instance.tasks);
    counts.add(instance.tasks);
    instance.tasks = {};
    EXPECT_EQ(unpriced(instance, counts),
              (Sentences{"4 deadlines have no tardiness_weight_per_h: missing them costs nothing",
                         "2 tasks have a tardiness_weight_per_h, but no deadline_s: it has no "
                         "effect"}));
    instance.benchmark.name = "hcsp u_c_hihi.0";
    EXPECT_EQ(unpriced(instance, counts), Sentences{});
}

TEST(Unpriced, ANightInWhichNothingCostsAnything) {
    Instance instance = sample_instance();
    instance.benchmark.name.clear();
    instance.tasks.deadline_s.assign(4, none);
    instance.tasks.tardiness_weight_per_h.assign(4, 0);
    instance.series.price_per_kwh.assign(instance.series.size(), 0);
    instance.sites.peak_price_per_kw.assign(instance.sites.size(), 0);
    instance.sites.soft_cap_penalty_per_kwh.assign(instance.sites.size(), 0);
    instance.sites.heat_price_per_kwh.assign(instance.sites.size(), 0);
    instance.makespan_weight_per_h = 0;
    instance.carbon_price_per_kg = 0;
    const Sentences free = {
        "nothing costs anything: prices of energy and carbon, deadlines and charges are all 0"};
    EXPECT_EQ(unpriced(instance), free);
    instance.series.price_per_kwh.back() = -0.01;
    EXPECT_EQ(unpriced(instance), Sentences{});
    instance.series.price_per_kwh.back() = 0;
    instance.tasks.deadline_s[0] = 100;
    instance.tasks.tardiness_weight_per_h[0] = 1;
    EXPECT_EQ(unpriced(instance), Sentences{});
}

}  // namespace
}  // namespace nightwatt
