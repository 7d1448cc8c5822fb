#include "forecast/job_regression.hpp"

#include <lapacke.h>

#include <cmath>
#include <cstddef>

#include "errors.hpp"

namespace nightwatt {

namespace {

/// Of 1 + |mean|: features that vary less do not vary.
constexpr double least_deviation = 1e-9;

}  // namespace

SmallRidge::SmallRidge(const std::vector<std::vector<double>>& rows, const std::vector<double>& y,
                       double penalty) {
    const std::size_t features = rows.empty() ? 0 : rows.front().size();
    const double count = static_cast<double>(rows.size());
    mean_.assign(features, 0.0);
    weight_.assign(features, 0.0);
    std::vector<double> deviation(features, 0.0);
    for (const std::vector<double>& row : rows) {
        for (std::size_t f = 0; f < features; ++f) mean_[f] += row[f] / count;
    }
    for (const std::vector<double>& row : rows) {
        for (std::size_t f = 0; f < features; ++f) {
            deviation[f] += (row[f] - mean_[f]) * (row[f] - mean_[f]) / count;
        }
    }
    for (std::size_t f = 0; f < features; ++f) {
        deviation[f] = std::sqrt(deviation[f]);
        // Of equal values the mean is rounded, and what is left of them is that error alone.
        if (deviation[f] <= least_deviation * (1 + std::abs(mean_[f]))) deviation[f] = 0;
    }
    for (const double value : y) intercept_ += value / count;
    if (features == 0) return;

    std::vector<double> matrix(features * features, 0.0);
    std::vector<double> right(features, 0.0);
    std::vector<double> x(features);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        for (std::size_t f = 0; f < features; ++f) {
            x[f] = deviation[f] > 0 ? (rows[i][f] - mean_[f]) / deviation[f] : 0;
        }
        for (std::size_t f = 0; f < features; ++f) {
            right[f] += x[f] * (y[i] - intercept_);
            for (std::size_t g = 0; g <= f; ++g) matrix[f * features + g] += x[f] * x[g];
        }
    }
    for (std::size_t f = 0; f < features; ++f) matrix[f * (features + 1)] += penalty * count;
    const auto n = static_cast<lapack_int>(features);
    const lapack_int failed =
        LAPACKE_dposv(LAPACK_ROW_MAJOR, 'L', n, 1, matrix.data(), n, right.data(), 1);
    if (failed != 0) throw InternalError("regression of jobs: the equations have no solution");
    for (std::size_t f = 0; f < features; ++f) {
        if (deviation[f] > 0) weight_[f] = right[f] / deviation[f];
    }
}

double SmallRidge::predict(const std::vector<double>& row) const {
    double value = intercept_;
    for (std::size_t f = 0; f < weight_.size(); ++f) value += weight_[f] * (row[f] - mean_[f]);
    return value;
}

}  // namespace nightwatt
