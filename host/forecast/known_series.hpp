#pragma once

#include <string>
#include <vector>

#include "forecast/history.hpp"
#include "forecast/series_windows.hpp"

namespace nightwatt {

/// The series of that id. Throws InputError naming the nearest one.
[[nodiscard]] const HistorySeries& find_series(const History& history, const std::string& id);

/// Steps of a day, 1 where a step is longer.
[[nodiscard]] std::size_t season_of(const HistorySeries& series);

/// Harmonics of day and week at the steps of `series` and `beyond` more, and the exogenous series
/// beside it; steps that an exogenous series does not cover are gaps. Exogenous series must have
/// the same step. The series itself is never beside itself. Throws InputError.
[[nodiscard]] KnownSeries known_series(const History& history, const HistorySeries& series,
                                       std::size_t beyond, std::size_t harmonics,
                                       const std::vector<std::string>& exogenous);

}  // namespace nightwatt
