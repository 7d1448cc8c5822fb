#include <gtest/gtest.h>

#include <cmath>

#include "errors.hpp"
#include "forecast/merge_jobs.hpp"
#include "forecast/merge_series.hpp"
#include "tests/forecast/sample_jobs.hpp"

namespace nightwatt {
namespace {

JobTable jobs_of(const std::vector<SampleJob>& samples) {
    JobTable jobs;
    for (const SampleJob& sample : samples) add(jobs, sample);  // job0, job1, ...
    return jobs;
}

void expect_merge(const JobMerge& merge, std::size_t added, std::size_t known,
                  std::size_t replaced) {
    EXPECT_EQ(merge.added, added);
    EXPECT_EQ(merge.known, known);
    EXPECT_EQ(merge.replaced, replaced);
}

TEST(MergeJobs, ListsThatOverlapHoldEachJobOnce) {
    JobTable jobs;
    const JobTable monday = jobs_of({{10, 5}, {20, 5}});
    expect_merge(merge_jobs(jobs, monday), 2, 0, 0);
    expect_merge(merge_jobs(jobs, jobs_of({{10, 5}, {20, 5}, {30, 7}})), 1, 2, 0);
    EXPECT_EQ(jobs.id, (std::vector<std::string>{"job0", "job1", "job2"}));
    EXPECT_EQ(jobs.runtime_s, (std::vector<double>{5, 5, 7}));
    EXPECT_EQ(jobs.need, (std::vector<std::vector<double>>{{1, 1, 1}}));
    EXPECT_TRUE(check(jobs).empty());
}

TEST(MergeJobs, ARecordThatChangedReplacesTheOldOne) {
    JobTable jobs = jobs_of({{10, 5}, {20, 5}});
    JobTable later = jobs_of({{10, 6}, {20, 5}});
    later.resources = {"gpu"};
    later.need = {{2, 0}};
    jobs.need[0][1] = 0;
    expect_merge(merge_jobs(jobs, later), 0, 1, 1);
    EXPECT_EQ(jobs.runtime_s, (std::vector<double>{6, 5}));
    EXPECT_EQ(jobs.need, (std::vector<std::vector<double>>{{0, 0}, {2, 0}}));
}

TEST(MergeJobs, AnotherJobOfAnIdThatIsTakenIsAnotherRun) {
    JobTable jobs = jobs_of({{10, 5}});
    const JobTable queued_again = jobs_of({{50, 5}});
    expect_merge(merge_jobs(jobs, queued_again), 1, 0, 0);
    expect_merge(merge_jobs(jobs, queued_again), 0, 1, 0);
    EXPECT_EQ(jobs.id, (std::vector<std::string>{"job0", "job0 run 2"}));
    // An accounting that holds only its later runs counts them from one.
    JobTable runs = jobs_of({{50, 5}, {70, 5}});
    runs.id = {"job0", "job0 run 2"};
    expect_merge(merge_jobs(jobs, runs), 1, 1, 0);
    EXPECT_EQ(jobs.id, (std::vector<std::string>{"job0", "job0 run 2", "job0 run 3"}));
    EXPECT_EQ(jobs.submit_s, (std::vector<double>{10, 50, 70}));
}

HistorySeries series_at(double start_s, std::vector<double> values) {
    return {"site", "here", "price_per_kwh", "EUR", start_s, 10, std::move(values)};
}

const double unmeasured = std::nan("");

TEST(MergeSeries, AMeanOfAPartOfAStepReplacesNothing) {
    History history;
    merge_series(history, series_at(100, {1, 2, 3}));
    const SeriesMerge merge =
        merge_series(history, series_at(110, {5, 6, 7}), {.first = true, .last = true});
    EXPECT_EQ(merge.kept, 1u);
    EXPECT_EQ(merge.replaced, 1u);
    EXPECT_EQ(merge.added, 1u);  // nothing was known there
    EXPECT_EQ(history.series[0].values, (std::vector<double>{1, 2, 6, 7}));
}

TEST(MergeSeries, GrowsOnBothSidesAndFillsGaps) {
    History history;
    EXPECT_EQ(merge_series(history, series_at(100, {1, unmeasured, 3})).added, 2u);
    SeriesMerge merge = merge_series(history, series_at(110, {2, unmeasured, 4}));
    EXPECT_EQ(merge.added, 2u);
    EXPECT_EQ(merge.known + merge.replaced, 0u);
    merge = merge_series(history, series_at(70, {-2, -1}));
    EXPECT_EQ(merge.added, 2u);
    ASSERT_EQ(history.series.size(), 1u);
    const HistorySeries& all = history.series[0];
    EXPECT_EQ(all.start_s, 70);
    ASSERT_EQ(all.values.size(), 7u);
    EXPECT_TRUE(std::isnan(all.values[2]));
    EXPECT_EQ(std::vector<double>(all.values.begin() + 3, all.values.end()),
              (std::vector<double>{1, 2, 3, 4}));
}

TEST(MergeSeries, WhereTwoFilesDifferTheLaterOneIsRight) {
    History history;
    merge_series(history, series_at(100, {1, 2, 3}));
    const SeriesMerge merge = merge_series(history, series_at(110, {2, 5}));
    EXPECT_EQ(merge.known, 1u);
    EXPECT_EQ(merge.replaced, 1u);
    EXPECT_EQ(history.series[0].values, (std::vector<double>{1, 2, 5}));
}

TEST(MergeSeries, AUnitMayBeSpeltInTwoWays) {
    const auto in = [](const std::string& quantity, const std::string& unit, double start_s) {
        HistorySeries series = series_at(start_s, {1});
        series.quantity = quantity;
        series.unit = unit;
        return series;
    };
    History history;
    const std::vector<std::pair<std::string, std::pair<std::string, std::string>>> alike{
        {"price_per_kwh", {"USD/kWh", "USD kW-1 h-1"}},
        {"carbon_g_per_kwh", {"g kW-1 h-1", "g/kWh"}},
        {"temperature_c", {"°C", "degC"}}};
    for (const auto& [quantity, units] : alike) {
        merge_series(history, in(quantity, units.first, 100));
        EXPECT_EQ(merge_series(history, in(quantity, units.second, 110)).added, 1u) << quantity;
    }
    EXPECT_EQ(history.series.size(), 3u);
    EXPECT_THROW(merge_series(history, in("price_per_kwh", "EUR/kWh", 120)), InputError);
    EXPECT_THROW(merge_series(history, in("price_per_kwh", "/kWh", 120)), InputError);
    EXPECT_THROW(merge_series(history, in("carbon_g_per_kwh", "kg/kWh", 120)), InputError);
    merge_series(history, in("renewable_w", "W", 100));
    EXPECT_THROW(merge_series(history, in("renewable_w", "kW", 110)), InputError);
}

TEST(MergeSeries, WhatDoesNotFitIsRefused) {
    History history;
    merge_series(history, series_at(100, {1, 2, 3}));
    HistorySeries other = series_at(100, {1});
    other.unit = "USD";
    EXPECT_THROW(merge_series(history, other), InputError);
    other = series_at(100, {1});
    other.step_s = 20;
    EXPECT_THROW(merge_series(history, other), InputError);
    EXPECT_THROW(merge_series(history, series_at(105, {1})), InputError);
    EXPECT_THROW(merge_series(history, series_at(1e12, {1})), InputError);
    EXPECT_EQ(history.series[0].values.size(), 3u);
}

}  // namespace
}  // namespace nightwatt
