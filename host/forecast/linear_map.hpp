#pragma once

#include <span>
#include <vector>

#include "forecast/series_windows.hpp"
#include "forecast/window_moments.hpp"

namespace nightwatt {

/// A forecast as one linear map of what is known: the lags as they are, centring folded in, and the
/// extra columns. Maps of different look-backs can be averaged into one.
struct LinearMap {
    WindowShape shape;
    std::vector<double> weights;  ///< [targets][features]
};

/// From coefficients on centred lags: the mean of the last `centring` lags is taken from the lags
/// and given back to the targets.
[[nodiscard]] LinearMap linear_map(const WindowShape& shape, std::size_t centring,
                                   std::span<const double> coefficients);

/// Mean of maps that differ in their look-back only; lags that a map does not look back to weigh 0.
/// Maps with a scale column cannot be averaged: what it measures depends on the look-back.
[[nodiscard]] LinearMap average(const std::vector<LinearMap>& maps);

/// Forecasts [window][target] of all windows of a run.
[[nodiscard]] std::vector<double> forecast_windows(const LinearMap& map, const WindowRun& run,
                                                   int threads);

/// The forecast from `lags`; calendar and future values are those of the window that begins with
/// them: row `first` of `known`.
[[nodiscard]] std::vector<double> forecast_once(const LinearMap& map, std::span<const double> lags,
                                                const KnownSeries& known, std::size_t first);

}  // namespace nightwatt
