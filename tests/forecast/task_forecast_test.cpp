#include "forecast/task_forecast.hpp"

#include <gtest/gtest.h>

#include "instance/fit_check.hpp"
#include "tests/forecast/sample_jobs.hpp"

namespace nightwatt {
namespace {

constexpr double jobs_night_s = 20 * 86'400.0;

/// A task of Ann's and one of Bob's, each with a row for a class `old` and one for `new`, half as
/// long; what they ask for are two hours.
Instance evening() {
    Instance instance;
    instance.resources = {"cpu"};
    instance.classes.id = {"old", "new"};
    TaskTable& tasks = instance.tasks;
    tasks.id = {"a", "b"};
    tasks.need = {{1, 4}};
    tasks.work = {1, 1};
    tasks.input_bytes = {0, 0};
    tasks.pin_start_s = {none, none};
    tasks.release_s = {0, 0};
    tasks.input_site = {-1, -1};
    tasks.frequency_sensitivity = {1, 1};
    tasks.pin_server = {-1, -1};
    tasks.pin_level = {-1, -1};
    instance.horizon_s = 86'400;
    instance.sites.id = {"here"};
    ServerTable& servers = instance.servers;
    servers.id = {"o", "n"};
    servers.class_index = {0, 1};
    servers.site = {0, 0};
    servers.capacity = {{4, 4}};
    servers.open_s = {0, 600};
    servers.close_s = {none, none};
    servers.wake_s = {0, 0};
    instance.runtimes.task = {0, 0, 1, 1};
    instance.runtimes.class_index = {0, 1, 0, 1};
    instance.runtimes.level = {-1, -1, -1, -1};
    instance.runtimes.runtime_s = {7200, 3600, 7200, 3600};
    instance.runtimes.power_w = {10, 20, 10, 20};
    instance.requests = {{7200, 7200}, {"ann", "bob"}, {"", ""}, {"", ""}};
    return instance;
}

/// Plans with medians.
ForecastParameters medians() {
    ForecastParameters parameters;
    parameters.runtime_quantile = 0.5;
    return parameters;
}

JobTable on_class(JobTable jobs, const std::string& name) {
    jobs.class_id.assign(jobs.size(), name);
    return jobs;
}

TEST(TaskForecast, FillsRowsInProportionWhereTheHistoryNamesNoClass) {
    Instance instance = evening();
    const TaskForecast made = forecast_tasks(instance, two_users(), jobs_night_s, medians());
    EXPECT_EQ(made.runtime.filled, 4u);
    EXPECT_EQ(made.power.filled, 0u);
    EXPECT_EQ(made.power.model.why, "no energy was measured");
    EXPECT_NEAR(instance.runtimes.runtime_s[0], 600, 60);
    EXPECT_NEAR(instance.runtimes.runtime_s[2], 3600, 360);
    EXPECT_NEAR(instance.runtimes.runtime_s[1], instance.runtimes.runtime_s[0] / 2, 5);
    EXPECT_EQ(instance.runtimes.power_w, evening().runtimes.power_w);
    ASSERT_EQ(instance.runtime_spreads.size(), 2u);
    EXPECT_LT(instance.runtime_spreads.factor_05[0], 0.95);
    EXPECT_GT(instance.runtime_spreads.factor_95[0], 1.05);
    EXPECT_EQ(instance.notes.size(), 2u);
}

TEST(TaskForecast, KeepsRowsOfClassesThatNoJobRanOn) {
    Instance instance = evening();
    const TaskForecast made =
        forecast_tasks(instance, on_class(two_users(), "new"), jobs_night_s, medians());
    EXPECT_EQ(made.runtime.filled, 2u);
    EXPECT_EQ(made.runtime.kept, 2u);
    EXPECT_EQ(made.runtime.unseen_classes, std::vector<std::string>{"old"});
    EXPECT_EQ(instance.runtimes.runtime_s[0], 7200);
    EXPECT_NEAR(instance.runtimes.runtime_s[1], 600, 60);
    // Factors hold for every row of a task, and nothing was predicted of the one on `old`.
    for (const std::vector<double>* factors :
         {&instance.runtime_spreads.factor_05, &instance.runtime_spreads.factor_95}) {
        EXPECT_EQ(*factors, (std::vector<double>{1, 1}));
    }
}

TEST(TaskForecast, AClassThatIsSpeltOtherwiseIsSaidToBeUnknown) {
    Instance instance = evening();
    const TaskForecast made =
        forecast_tasks(instance, on_class(two_users(), "New"), jobs_night_s, medians());
    EXPECT_FALSE(made.runtime.used());
    EXPECT_EQ(made.runtime.model.why, "no job of the history ran on old, new; its jobs ran on New");
    EXPECT_EQ(instance.notes[0],
              "Runtimes: as they were, no job of the history ran on old, new; its jobs ran on New");
    // Running tasks stay as well, and nobody is to look for a name.
    instance = evening();
    instance.tasks.pin_start_s = {0, 0};
    EXPECT_EQ(forecast_tasks(instance, two_users(), jobs_night_s, {}).runtime.model.why,
              "no task could be predicted");
}

TEST(TaskForecast, SpreadsAreOfTheClassOnWhichATaskRunsLongest) {
    // On `new` jobs take a tenth of the time, so that nothing is cut at what is asked for.
    JobTable jobs;
    for (int k = 0; k < 400; ++k) {
        const std::string where = k % 2 == 0 ? "old" : "new";
        const double usual_s = where == "old" ? 6000 : 600;
        add(jobs, {k * 4320.0, usual_s * (0.6 + 0.8 * chance(k)), "ann", 7200, 1, where});
    }
    ForecastParameters parameters;
    parameters.runtime_quantile = 0.75;
    for (const double requested_s : {7200.0, 4800.0}) {
        Instance instance = evening();
        instance.requests.requested_s[0] = requested_s;
        ASSERT_EQ(forecast_tasks(instance, jobs, jobs_night_s, parameters).runtime.kept, 0u);
        const double planned_s = instance.runtimes.runtime_s[0];
        EXPECT_LE(planned_s, requested_s);
        EXPECT_LE(instance.runtime_spreads.factor_95[0] * planned_s, 1.01 * requested_s);
    }
}

TEST(TaskForecast, QuantilesAreLongerThanMediansAndNeverAboveTheRequest) {
    ForecastParameters parameters;
    std::vector<double> planned;
    for (const double quantile : {0.2, 0.0, 0.5, 0.9}) {
        parameters.runtime_quantile = quantile;
        Instance instance = evening();
        instance.requests.requested_s[1] = 3000;
        (void)forecast_tasks(instance, two_users(), jobs_night_s, parameters);
        planned.push_back(instance.runtimes.runtime_s[0]);
        EXPECT_LE(instance.runtimes.runtime_s[2], 3000);
    }
    EXPECT_LT(planned[0], planned[2]);
    EXPECT_LT(planned[2], planned[3]);
    EXPECT_NEAR(planned[1], 600, 30);  // the mean
}

TEST(TaskForecast, WhatWouldNotFitTheNightIsPlannedWithTheLongestThatDoes) {
    Instance instance = evening();
    instance.horizon_s = 2000;  // of which 1400 are left on `new`, where tasks take half as long
    instance.runtimes.runtime_s = {1000, 500, 1000, 500};
    const TaskForecast made = forecast_tasks(instance, two_users(), jobs_night_s, medians());
    EXPECT_EQ(made.runtime.filled, 4u);
    EXPECT_EQ(made.runtime.shortened, std::vector<std::string>{"b"});
    EXPECT_NEAR(instance.runtimes.runtime_s[0], 600, 60);
    EXPECT_NEAR(instance.runtimes.runtime_s[2], 2800, 0.01);
    EXPECT_NEAR(instance.runtimes.runtime_s[3], 1400, 0.01);
    EXPECT_FALSE(FitCheck(instance).misfit(1, 2, 4));
    // Scenarios know that it may take an hour and more.
    EXPECT_GT(instance.runtime_spreads.factor_95[1] * 2800, 3800);
    // Rows that were kept are the user's, and where one fits nothing is shortened.
    instance = evening();
    instance.horizon_s = 2000;
    instance.runtimes.runtime_s = {1000, 500, 1000, 500};
    const TaskForecast kept =
        forecast_tasks(instance, on_class(two_users(), "new"), jobs_night_s, medians());
    EXPECT_TRUE(kept.runtime.shortened.empty());
    EXPECT_EQ(instance.runtimes.runtime_s[2], 1000);
    EXPECT_NEAR(instance.runtimes.runtime_s[3], 3600, 360);
}

TEST(TaskForecast, LooksOnlyAtWhatEndedBeforeTheNight) {
    JobTable jobs = two_users();
    Instance known = evening();
    (void)forecast_tasks(known, jobs, jobs_night_s, {});
    for (int k = 0; k < 100; ++k) add(jobs, {jobs_night_s + k, 50'000, "ann", 7200});
    Instance instance = evening();
    (void)forecast_tasks(instance, jobs, jobs_night_s, {});
    EXPECT_EQ(instance.runtimes.runtime_s, known.runtimes.runtime_s);
}

TEST(TaskForecast, SaysThatJobsEndTooLateToBeLookedAt) {
    JobTable jobs;
    for (int k = 0; k < 70; ++k) add(jobs, {jobs_night_s + k, 600, "ann", 7200, 1, "", 30});
    Instance instance = evening();
    const TaskForecast made = forecast_tasks(instance, jobs, jobs_night_s, {});
    const std::string later = "; 70 jobs that end after the night begins are not looked at";
    EXPECT_EQ(made.runtime.model.why, "0 jobs are too few; 60 are needed" + later);
    EXPECT_EQ(made.power.model.why, "no energy was measured" + later);
}

TEST(TaskForecast, LeavesEverythingWhereTheRequestIsTheBetterGuess) {
    JobTable jobs;  // what is asked for is exact, and says nothing of the next job
    for (int k = 0; k < 200; ++k) {
        const double runtime_s = std::exp(4 + 6 * chance(k * k));
        add(jobs, {k * 8000.0, runtime_s, "ann", runtime_s});
    }
    ForecastParameters parameters;
    Instance instance = evening();
    const TaskForecast made = forecast_tasks(instance, jobs, jobs_night_s, parameters);
    EXPECT_FALSE(made.runtime.used());
    EXPECT_NE(made.runtime.model.why.find("what users asked for"), std::string::npos);
    EXPECT_EQ(instance.runtimes.runtime_s, evening().runtimes.runtime_s);
    EXPECT_EQ(instance.runtime_spreads.size(), 0u);
    parameters.runtimes = "last-two";  // whoever insists gets it
    EXPECT_TRUE(forecast_tasks(instance, jobs, jobs_night_s, parameters).runtime.used());
}

TEST(TaskForecast, TasksThatNothingTellsFromOthersStay) {
    Instance instance = evening();
    instance.requests = {};
    const TaskForecast made = forecast_tasks(instance, two_users(), jobs_night_s, medians());
    EXPECT_FALSE(made.runtime.used());
    EXPECT_EQ(made.runtime.kept, 4u);
    EXPECT_EQ(made.runtime.nameless, 2u);
    EXPECT_EQ(made.runtime.model.why, "no task says its user, name or group");
    EXPECT_EQ(instance.runtimes.runtime_s, evening().runtimes.runtime_s);
    EXPECT_EQ(instance.runtime_spreads.size(), 0u);

    // One that says what it wants is predicted, and the spread of the other is none.
    instance = evening();
    instance.requests.user[1] = "";
    instance.requests.requested_s[1] = none;
    const TaskForecast one = forecast_tasks(instance, two_users(), jobs_night_s, medians());
    EXPECT_EQ(one.runtime.filled, 2u);
    EXPECT_EQ(one.runtime.nameless, 1u);
    EXPECT_NEAR(instance.runtimes.runtime_s[0], 600, 60);
    EXPECT_EQ(instance.runtimes.runtime_s[2], 7200);
    EXPECT_EQ(instance.runtime_spreads.factor_95[1], 1);
}

TEST(TaskForecast, NeedsTellTasksApartWhereNoJobIsNamed) {
    JobTable jobs = two_users();
    jobs.user.assign(jobs.size(), "");
    jobs.requested_s.assign(jobs.size(), none);
    Instance instance = evening();
    instance.requests = {};
    const TaskForecast made = forecast_tasks(instance, jobs, jobs_night_s, medians());
    EXPECT_EQ(made.runtime.filled, 4u);
    EXPECT_NEAR(instance.runtimes.runtime_s[0], 600, 60);
    EXPECT_NEAR(instance.runtimes.runtime_s[2], 3600, 360);
    // The last two of all jobs say nothing of one.
    ForecastParameters last_two;
    last_two.runtimes = "last-two";
    instance = evening();
    instance.requests = {};
    EXPECT_FALSE(forecast_tasks(instance, jobs, jobs_night_s, last_two).runtime.used());
}

TEST(TaskForecast, RunningTasksAndKeptOnesStay) {
    Instance instance = evening();
    instance.tasks.pin_start_s[0] = 0;
    EXPECT_EQ(forecast_tasks(instance, two_users(), jobs_night_s, {}).runtime.filled, 2u);
    EXPECT_EQ(instance.runtimes.runtime_s[0], 7200);
    ForecastParameters parameters;
    parameters.runtimes = "keep";
    EXPECT_FALSE(forecast_tasks(instance, two_users(), jobs_night_s, parameters).asked);
    EXPECT_FALSE(forecast_tasks(instance, {}, jobs_night_s, {}).asked);
}

TEST(TaskForecast, NobodyAsksForPower) {
    // As many watts as seconds are asked for: that must not be taken for a guess of the power.
    JobTable jobs;
    for (int k = 0; k < 300; ++k) {
        SampleJob job{k * 5760.0, 3000, k % 2 == 0 ? "ann" : "bob", 100.0 + k % 7 * 50};
        job.watts = job.requested_s;
        add(jobs, job);
    }
    Instance instance = evening();
    const JobModelReport power = forecast_tasks(instance, jobs, jobs_night_s, {}).power.model;
    ASSERT_TRUE(power.usable());
    EXPECT_TRUE(std::isnan(power.request.factor));
    EXPECT_TRUE(std::isnan(power.request.absolute));
    EXPECT_EQ(power.method.find("request"), std::string::npos) << power.method;
    EXPECT_FALSE(power.worse_than_request());
}

TEST(TaskForecast, PowerIsLearntByClass) {
    JobTable jobs;
    for (int k = 0; k < 400; ++k) {
        const bool ann = k % 4 < 2;
        const std::string where = k % 2 == 0 ? "old" : "new";
        SampleJob job{k * 4320.0, 600, ann ? "ann" : "bob", 7200, ann ? 1.0 : 4.0, where};
        job.watts = (ann ? 30 : 100) * (where == "old" ? 1 : 1.5) * (0.95 + 0.1 * chance(k));
        add(jobs, job);
    }
    Instance instance = evening();
    const TaskForecast made = forecast_tasks(instance, jobs, jobs_night_s, {});
    EXPECT_EQ(made.power.filled, 4u);
    const double expected[] = {30, 45, 100, 150};
    for (std::size_t row = 0; row < 4; ++row) {
        EXPECT_NEAR(instance.runtimes.power_w[row], expected[row], 0.05 * expected[row]) << row;
    }
}

}  // namespace
}  // namespace nightwatt
