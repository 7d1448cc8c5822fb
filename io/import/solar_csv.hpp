#pragma once

#include <string>

#include "io/import/time_series.hpp"

namespace nightwatt {

/// Solar output from 0 to 1 of one place: a CSV with a column "time" in whole seconds at equal
/// steps and one column a place. `start` is the moment that time 0 is taken for. Throws InputError
/// with every problem.
[[nodiscard]] TimeSeries read_solar_csv(const std::string& path, const std::string& column,
                                        UtcSeconds start);

}  // namespace nightwatt
