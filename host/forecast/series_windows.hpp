#pragma once

#include <cstddef>
#include <vector>

#include "forecast/window_moments.hpp"

namespace nightwatt {

/// Steps [begin, end) of a series.
struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;

    [[nodiscard]] std::size_t size() const { return end > begin ? end - begin : 0; }
};

/// Mean and standard deviation (of the population) of what was measured.
struct Standard {
    double mean = 0;
    double deviation = 0;  ///< 0: constant, or nothing was measured
};
[[nodiscard]] Standard standard_of(const std::vector<double>& values, Span span);

/// (value - mean) / deviation; gaps stay.
[[nodiscard]] std::vector<double> standardised(const std::vector<double>& values,
                                               const Standard& standard);

/// What a forecast knows beside a series' own past, step by step as long as the series.
struct KnownSeries {
    std::size_t columns = 0;       ///< of the calendar
    std::vector<double> calendar;  ///< [step][columns]
    std::vector<std::vector<double>> future;
};

/// Runs of windows that lie in `span` and hold no gap, of `shape.width()` steps each. They point
/// into `values` and `known`.
[[nodiscard]] std::vector<WindowRun> complete_runs(const std::vector<double>& values,
                                                   const KnownSeries& known, Span span,
                                                   const WindowShape& shape);

/// Number of windows of runs.
[[nodiscard]] std::size_t window_count(const std::vector<WindowRun>& runs);

/// The last `count` values before `moment` for a forecast: where one is missing, the one a season
/// earlier stands in, or the latest before it; `borrowed` counts them. Nothing from `moment` on is
/// looked at. Empty: there is not enough to borrow from.
[[nodiscard]] std::vector<double> lags_before(const std::vector<double>& values, std::size_t moment,
                                              std::size_t count, std::size_t season,
                                              std::size_t& borrowed);

}  // namespace nightwatt
