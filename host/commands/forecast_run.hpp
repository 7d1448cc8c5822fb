#pragma once

#include <string>

#include "forecast/forecast_parameters.hpp"
#include "forecast/site_forecast.hpp"

namespace nightwatt {

/// Forecasts the night of an instance from the history that the parameters name, and warns of every
/// series that persistence has to stand in for. Throws InputError.
[[nodiscard]] SiteForecast run_forecast(const Instance& instance,
                                        const ForecastParameters& parameters);

/// A row a series: model, errors on validation, interval.
[[nodiscard]] std::string forecast_text(const SiteForecast& forecast);

/// The same as one JSON object with a list `series`, and `kept`. Ends with a newline.
[[nodiscard]] std::string forecast_json(const SiteForecast& forecast);

}  // namespace nightwatt
