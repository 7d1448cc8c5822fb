#include "forecast/job_model.hpp"

#include <gtest/gtest.h>

#include "tests/forecast/sample_jobs.hpp"

namespace nightwatt {
namespace {

std::vector<JobSample> samples_of(const JobTable& jobs) {
    std::vector<JobSample> samples;
    for (std::size_t row = 0; row < jobs.size(); ++row) {
        JobSample sample;
        sample.traits = traits_of(jobs, row, {"cpu"});
        sample.keys = alike_keys(sample.traits);
        if (!jobs.class_id[row].empty()) sample.class_index = jobs.class_id[row] == "fast" ? 0 : 1;
        sample.submit_s = jobs.submit_s[row];
        sample.end_s = jobs.end_s[row];
        sample.y = std::log(jobs.runtime_s[row]);
        samples.push_back(std::move(sample));
    }
    return samples;
}

JobTraits asked(const std::string& user, double cpus, double requested_s = 7200,
                double work = none) {
    return {user, "", "", {cpus}, requested_s, none, work};
}

TEST(JobTemplates, FinerLevelsOutweighCoarserOnesAndNewerJobsOlderOnes) {
    JobTemplates templates(0.5);
    const AlikeKeys ann = alike_keys(asked("ann", 1));
    const AlikeKeys bob = alike_keys(asked("bob", 1));
    for (int k = 0; k < 10; ++k) templates.learn(bob, 8);
    templates.learn(ann, 1);
    templates.learn(ann, 2);
    templates.learn(ann, 2);
    EXPECT_EQ(templates.outcomes(ann).quantile(0.5), 2);
    EXPECT_EQ(templates.outcomes(bob).quantile(0.5), 8);
    // Somebody new is like all: the latest three are Ann's.
    EXPECT_EQ(templates.outcomes(alike_keys(asked("eve", 2))).quantile(0.5), 2);
    EXPECT_EQ(templates.own_jobs(ann), 3u);
    EXPECT_EQ(templates.own_jobs(alike_keys(asked("eve", 2))), 0u);
}

TEST(WeightedOutcomes, QuantileAndRankAreByWeight) {
    const WeightedOutcomes outcomes({{3, 1}, {1, 2}, {2, 1}});
    EXPECT_EQ(outcomes.quantile(0.5), 1);
    EXPECT_EQ(outcomes.quantile(0.51), 2);
    EXPECT_EQ(outcomes.quantile(1), 3);
    EXPECT_EQ(outcomes.rank(0), 0);
    EXPECT_EQ(outcomes.rank(1), 0.25);  // half of its weight
    EXPECT_EQ(outcomes.rank(1.5), 0.5);
    EXPECT_EQ(outcomes.rank(9), 1);
}

TEST(ClassOffsets, ComeFromJobsAlikeOnDifferentClasses) {
    JobTable jobs;
    for (int k = 0; k < 200; ++k) {
        const bool fast = k % 3 == 0;
        const double usual_s = k % 2 == 0 ? 1000 : 50'000;
        add(jobs, {k * 1000.0, fast ? usual_s : 2 * usual_s, k % 2 == 0 ? "ann" : "bob", none, 1,
                   fast ? "fast" : "slow"});
    }
    const std::vector<double> offsets = class_offsets(samples_of(jobs), 2);
    EXPECT_NEAR(offsets[1] - offsets[0], std::log(2), 0.02);
    EXPECT_EQ(class_offsets(samples_of(two_users()), 2), (std::vector<double>{0, 0}));
}

TEST(JobModel, LearnsWhatUsersDoAndHowFarItErrs) {
    const JobModel model(samples_of(two_users()), {});
    ASSERT_TRUE(model.report().usable());
    EXPECT_EQ(model.report().jobs, 400u);
    EXPECT_EQ(model.report().held_out, 100u);
    EXPECT_LT(model.report().model.factor, 0.15);
    EXPECT_GT(model.report().request.factor, 1);
    EXPECT_GT(model.report().mean.factor, 0.5);
    EXPECT_FALSE(model.report().worse_than_request());
    EXPECT_NEAR(model.report().coverage, 0.9, 0.1);
    EXPECT_NEAR(model.predict(asked("ann", 1), -1)->quantile(0.5), 600, 60);
    EXPECT_NEAR(model.predict(asked("bob", 4), -1)->quantile(0.5), 3600, 360);
    EXPECT_NEAR(model.predict(asked("bob", 4), -1)->mean(none), 3600, 360);
    EXPECT_LE(model.predict(asked("bob", 4), -1)->mean(3000), 3000);
    const double low = model.predict(asked("ann", 1), -1)->quantile(0.05);
    const double high = model.predict(asked("ann", 1), -1)->quantile(0.95);
    EXPECT_LT(low, 540);
    EXPECT_GT(high, 660);
}

TEST(JobModel, KnowsOfANightOnlyWhatEndedBeforeIt) {
    // All of a day is handed in at its start and runs as long as the day's number says.
    JobTable jobs;
    for (int day = 0; day < 30; ++day) {
        for (int k = 0; k < 10; ++k) add(jobs, {86'400.0 * day, 100.0 + day, "ann"});
    }
    std::vector<JobSample> samples = samples_of(jobs);
    LastTwoLearner learner;
    const std::vector<JobGuess> known = guesses(learner, samples, 0);
    EXPECT_TRUE(std::isnan(known[9].value));  // the first day
    for (std::size_t i = 10; i < samples.size(); ++i) {
        EXPECT_NEAR(std::exp(known[i].value), 99.0 + static_cast<double>(i / 10), 1e-9);
    }
}

TEST(JobModel, RegressionFindsWhatGrowsWithTheWork) {
    JobTable jobs;
    for (int k = 0; k < 300; ++k) {
        const double work = std::exp(6 * chance(k));
        SampleJob job{k * 3000.0, 20 * std::sqrt(1 + work) * (0.95 + 0.1 * chance(7 * k)), "ann"};
        job.work = work;
        add(jobs, job);
    }
    const JobModel model(samples_of(jobs), {});
    EXPECT_TRUE(model.report().method.starts_with("regression")) << model.report().method;
    EXPECT_NEAR(model.predict(asked("ann", 1, none, 99), -1)->quantile(0.5), 200, 20);
}

TEST(SmallRidge, WhatIsEqualInAllRowsCountsNothing) {
    // The mean of many equal logarithms is rounded: it is not quite what they are.
    for (const std::size_t jobs : {200u, 300u, 421u, 577u}) {
        std::vector<std::vector<double>> rows;
        std::vector<double> y;
        for (std::size_t k = 0; k < jobs; ++k) {
            const double x = chance(static_cast<int>(k));
            rows.push_back({x, std::log1p(86'400.0), std::log1p(5.0)});
            y.push_back(3 * x + 0.1 * chance(static_cast<int>(k * k)));
        }
        const SmallRidge ridge(rows, y, 1e-3);
        const double usual = ridge.predict(rows.front());
        EXPECT_EQ(ridge.predict({rows[0][0], std::log1p(43'200.0), std::log1p(5.0)}), usual);
        EXPECT_EQ(ridge.predict({rows[0][0], std::log1p(86'400.0), std::log1p(50.0)}), usual);
        EXPECT_NEAR(usual, y.front(), 0.1);
    }
}

TEST(JobModel, SaysWhenWhatUsersAskForIsBetter) {
    JobTable jobs;
    for (int k = 0; k < 200; ++k) {
        const double runtime_s = std::exp(4 + 6 * chance(k));
        add(jobs, {k * 9000.0, runtime_s, "ann", runtime_s * 1.01});
    }
    JobModelSettings settings;
    settings.method = "last-two";
    EXPECT_TRUE(JobModel(samples_of(jobs), settings).report().worse_than_request());
    EXPECT_FALSE(JobModel(samples_of(jobs), {}).report().worse_than_request());  // a share of it
}

TEST(JobModel, RefusesTooFewJobs) {
    JobTable jobs;
    for (int k = 0; k < 59; ++k) add(jobs, {k * 9000.0, 100, "ann"});
    EXPECT_FALSE(JobModel(samples_of(jobs), {}).report().usable());
    EXPECT_FALSE(JobModel({}, {}).report().usable());
    EXPECT_NE(JobModel(samples_of(jobs), {}).report().why.find("too few"), std::string::npos);
}

}  // namespace
}  // namespace nightwatt
