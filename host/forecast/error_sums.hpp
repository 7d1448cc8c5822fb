#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace nightwatt {

/// How a series is forecast where nothing is fitted.
struct NaiveForecasts {
    std::vector<double> persistence;  ///< the last value
    std::vector<double> seasonal;     ///< the value of the latest day at that time of day
};
/// From the lags before the moment of the forecast; `lags` of a season at least.
[[nodiscard]] NaiveForecasts naive_forecasts(std::span<const double> lags, std::size_t season,
                                             std::size_t horizon);

/// Errors of one way to forecast: sums for each step of the horizon.
struct ErrorSums {
    std::vector<double> squares;
    std::vector<double> distances;
    std::vector<double> count;

    explicit ErrorSums(std::size_t horizon = 0);
    /// Takes one forecast in; true values that are missing do not count.
    void add(const std::vector<double>& forecast, const double* truth);
    [[nodiscard]] double rmse() const;  ///< of all steps together
    [[nodiscard]] double mae() const;
    [[nodiscard]] double rmse(std::size_t step) const;
    [[nodiscard]] double mae(std::size_t step) const;
};

/// 1 - RMSE / RMSE of another way to forecast; NaN where that one never errs.
[[nodiscard]] double skill(double rmse, double other);

}  // namespace nightwatt
