#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "io/report/backtest_text.hpp"

namespace nightwatt {
namespace {

/// Two forecasts of one step.
ErrorSums errors(double first, double second) {
    ErrorSums sums(1);
    const double truth = 0;
    sums.add({first}, &truth);
    sums.add({second}, &truth);
    return sums;
}

// Errors of 1 and 7: mean 4, root mean square 5. Two others err by 10 and 20.
TEST(BacktestJson, EveryFigureHasItsName) {
    SeriesBacktest series;
    series.id = "price";
    series.forecasts = 2;
    series.unknown = 3;
    series.borrowed = 6;
    series.errors = 9;
    series.naive_mae = 16;
    series.model = errors(1, 7);
    series.seasonal = errors(10, 10);
    series.persistence = errors(20, 20);
    series.split = {{1}, {24}, {2}};
    series.adaptive = {{3}, {44}, {4}};
    BacktestRecord record;
    record.horizon = 1;
    record.coverage = 0.9;
    record.series = {series};
    const auto json = nlohmann::json::parse(backtest_json(record));
    EXPECT_EQ(json.at("horizon"), 1);
    EXPECT_EQ(json.at("coverage"), 0.9);
    const nlohmann::json& row = json.at("series").at(0);
    for (const nlohmann::json& figures : {row, row.at("steps").at(0)}) {
        EXPECT_EQ(figures.at("mae"), 4);
        EXPECT_EQ(figures.at("rmse"), 5);
        EXPECT_EQ(figures.at("mase"), 0.25);
        EXPECT_EQ(figures.at("skill_to_seasonal"), 0.5);
        EXPECT_EQ(figures.at("skill_to_persistence"), 0.75);
        EXPECT_EQ(figures.at("split_coverage"), 0.5);
        EXPECT_EQ(figures.at("split_width"), 12);
        EXPECT_EQ(figures.at("adaptive_coverage"), 0.75);
        EXPECT_EQ(figures.at("adaptive_width"), 11);
    }
    EXPECT_EQ(row.at("rmse_seasonal"), 10);
    EXPECT_EQ(row.at("rmse_persistence"), 20);
    EXPECT_EQ(row.at("forecasts"), 2);
    EXPECT_EQ(row.at("unknown"), 3);
    EXPECT_EQ(row.at("borrowed"), 6);
    EXPECT_EQ(row.at("validation_errors"), 9);
}

}  // namespace
}  // namespace nightwatt
