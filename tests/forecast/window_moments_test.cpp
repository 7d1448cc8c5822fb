#include "forecast/window_moments.hpp"

#include <gtest/gtest.h>

#include "forecast/ridge_backend.hpp"
#include "forecast/series_windows.hpp"
#include "forecast/window_columns.hpp"
#include "tests/forecast/sample_series.hpp"

namespace nightwatt {
namespace {

using testing::noise;
using testing::wave;

/// Every column of every window, by the definition in window_moments.hpp alone.
std::vector<std::vector<double>> by_definition(const std::vector<WindowRun>& runs,
                                               const WindowShape& shape) {
    std::vector<std::vector<double>> rows;
    for (const WindowRun& run : runs) {
        for (std::size_t t = 0; t < run.windows; ++t) {
            std::vector<double> row(run.values + t, run.values + t + shape.width());
            if (shape.intercept) row.push_back(1);
            if (shape.scale) {
                double mean = 0;
                double squares = 0;
                for (std::size_t i = 0; i < shape.lags; ++i) mean += row[i];
                mean /= static_cast<double>(shape.lags);
                for (std::size_t i = 0; i < shape.lags; ++i)
                    squares += (row[i] - mean) * (row[i] - mean);
                row.push_back(std::sqrt(squares / static_cast<double>(shape.lags)));
            }
            for (std::size_t c = 0; c < shape.calendar; ++c)
                row.push_back(run.calendar[t * shape.calendar + c]);
            for (std::size_t f = 0; f < shape.future; ++f)
                for (std::size_t h = 0; h < shape.horizon; ++h)
                    row.push_back(run.future[f][t + shape.lags + h]);
            rows.push_back(row);
        }
    }
    return rows;
}

void expect_sums(const WindowMoments& moments, const std::vector<WindowRun>& runs,
                 const std::vector<double>& weights) {
    const WindowShape& shape = moments.shape;
    const auto rows = by_definition(runs, shape);
    double scale = 0;
    for (std::size_t i = 0; i < shape.columns(); ++i) scale = std::max(scale, moments.row(i)[i]);
    for (std::size_t i = 0; i < shape.columns(); ++i) {
        for (std::size_t j = 0; j < shape.columns(); ++j) {
            double sum = 0;
            for (std::size_t r = 0; r < rows.size(); ++r)
                sum += weights[r] * rows[r][i] * rows[r][j];
            ASSERT_NEAR(moments.row(i)[j], sum, 1e-12 * scale) << i << " " << j;
        }
    }
}

class WindowMomentsTest : public ::testing::Test {
  protected:
    void SetUp() override {
        values_ = wave(400, 1, 1);
        values_[150] = values_[151] = values_[300] = std::nan("");
        known_.columns = 2;
        for (std::size_t i = 0; i < 2 * values_.size(); ++i) known_.calendar.push_back(noise(7, i));
    }

    std::vector<double> values_;
    KnownSeries known_;
    std::unique_ptr<RidgeBackend> backend_ = create_openblas_ridge(2);
};

TEST_F(WindowMomentsTest, DisplacementEqualsTheSumsByDefinitionAroundGaps) {
    const WindowShape shape{
        .lags = 70, .horizon = 9, .intercept = true, .scale = true, .calendar = 2};
    const auto runs = complete_runs(values_, known_, {5, 397}, shape);
    ASSERT_EQ(runs.size(), 3u);
    // 5..149, 152..299, 301..396, windows of 79.
    EXPECT_EQ(runs[0].windows, 145u - 78);
    EXPECT_EQ(runs[1].windows, 148u - 78);
    EXPECT_EQ(runs[2].windows, 96u - 78);
    const WindowMoments moments = backend_->gather(runs, shape);
    EXPECT_EQ(moments.windows, static_cast<double>(window_count(runs)));
    expect_sums(moments, runs, std::vector<double>(window_count(runs), 1.0));
}

TEST_F(WindowMomentsTest, WeightsAndKnownFuturesTakeTheProduct) {
    known_.future = {wave(400, 3, 2)};
    known_.future[0][20] = std::nan("");  // a gap there is a gap of the window
    const WindowShape shape{
        .lags = 30, .horizon = 4, .intercept = true, .scale = false, .calendar = 2, .future = 1};
    auto runs = complete_runs(values_, known_, {0, 400}, shape);
    ASSERT_EQ(runs.size(), 3u);  // 21.., 152.., 301..: before 20 there is no room
    std::vector<double> weights;
    for (std::size_t i = 0; i < window_count(runs); ++i) weights.push_back(0.6 + noise(9, i));
    std::size_t begin = 0;
    for (WindowRun& run : runs) {
        run.weights = weights.data() + begin;
        begin += run.windows;
    }
    expect_sums(backend_->gather(runs, shape), runs, weights);
}

TEST_F(WindowMomentsTest, BothWaysGiveTheSameEquationsForAnyNumberOfThreads) {
    const WindowShape shape{.lags = 200, .horizon = 24, .intercept = true};
    const std::vector<double> smooth = wave(1500, 2, 0.5);
    auto runs = complete_runs(smooth, {}, {0, 1500}, shape);
    const WindowMoments displaced = backend_->gather(runs, shape);
    EXPECT_EQ(create_openblas_ridge(1)->gather(runs, shape).sums, displaced.sums);
    const std::vector<double> ones(runs[0].windows, 1.0);
    runs[0].weights = ones.data();
    const WindowMoments product = backend_->gather(runs, shape);
    EXPECT_EQ(create_openblas_ridge(1)->gather(runs, shape).sums, product.sums);
    for (std::size_t i = 0; i < product.sums.size(); ++i) {
        ASSERT_NEAR(displaced.sums[i], product.sums[i], 1e-11 * std::abs(product.sums[0]));
    }
}

TEST_F(WindowMomentsTest, CentringTakesTheTrailingMeanFromLagsAndTargets) {
    const WindowShape shape{.lags = 12, .horizon = 3, .intercept = true};
    const auto runs = complete_runs(values_, known_, {0, 100}, {.lags = 12, .horizon = 3});
    const NormalEquations equations = normal_equations(backend_->gather(runs, shape), 5);
    auto rows = by_definition(runs, shape);
    for (auto& row : rows) {
        double mean = 0;
        for (std::size_t i = 7; i < 12; ++i) mean += row[i] / 5;
        for (std::size_t i = 0; i < 15; ++i) row[i] -= mean;
    }
    // Features are the 12 lags and the intercept, targets columns 12 to 14.
    for (std::size_t i = 0; i < 13; ++i) {
        const std::size_t a = i < 12 ? i : 15;
        double sum = 0;
        double target = 0;
        for (const auto& row : rows) {
            sum += row[a] * row[3];
            target += row[a] * row[13];
        }
        EXPECT_NEAR(equations.matrix[i * 13 + 3], sum, 1e-8);
        EXPECT_NEAR(equations.products[1 * 13 + i], target, 1e-8);
    }
    // The error of any coefficients, without a look at the windows.
    std::vector<double> coefficients;
    for (std::size_t i = 0; i < 39; ++i) coefficients.push_back(noise(4, i));
    double squares = 0;
    for (const auto& row : rows) {
        for (std::size_t h = 0; h < 3; ++h) {
            double error = row[12 + h];
            for (std::size_t i = 0; i < 13; ++i)
                error -= coefficients[h * 13 + i] * row[i < 12 ? i : 15];
            squares += error * error;
        }
    }
    EXPECT_NEAR(squared_error(equations, coefficients), squares, 1e-8 * squares);
}

}  // namespace
}  // namespace nightwatt
