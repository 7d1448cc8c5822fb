#pragma once

#include <string>

#include "forecast/forecast_parameters.hpp"
#include "forecast/site_forecast.hpp"
#include "forecast/task_forecast.hpp"

namespace nightwatt {

/// A night as a history lets one expect it; the instance stands in `sites`.
struct NightForecast {
    SiteForecast sites;
    TaskForecast tasks;
};

/// Forecasts the night of an instance from the history that the parameters name: the sites' series,
/// and runtimes and powers of tasks. Warns of everything that could not be forecast well. Throws
/// InputError, also where the history holds nothing of the instance or too little of all that it
/// holds, or the night would not be sound.
[[nodiscard]] NightForecast run_forecast(const Instance& instance,
                                         const ForecastParameters& parameters);

/// For commands that plan a night but forecast none: throws UsageError where the parameters name a
/// history and the night was not forecast before, since it would be ignored in silence.
void require_forecast(const ForecastParameters& parameters, const Instance& instance,
                      const std::string& command);

/// A row a series: model, errors on validation, interval; then the tasks.
[[nodiscard]] std::string forecast_text(const NightForecast& forecast);

/// The same as one JSON object with lists `series`, `kept` and `given_up`, and `runtimes` and
/// `powers`. Ends with a newline.
[[nodiscard]] std::string forecast_json(const NightForecast& forecast);

}  // namespace nightwatt
