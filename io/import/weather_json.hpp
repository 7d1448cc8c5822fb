#pragma once

#include <string>

#include "io/import/time_series.hpp"

namespace nightwatt {

/// Outdoor temperature in degrees Celsius at equal steps, from a JSON answer of Open-Meteo's
/// archive: hourly.time is a local clock with one fixed utc_offset_seconds for the whole file (it
/// does not follow daylight saving), hourly.temperature_2m the values. Throws InputError with every
/// problem.
[[nodiscard]] TimeSeries read_weather_json(const std::string& path);

/// Its rows as they stand, in whatever order and with gaps; null is NaN.
[[nodiscard]] std::vector<TimedValue> read_weather_rows(const std::string& path);

}  // namespace nightwatt
