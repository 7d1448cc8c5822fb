#pragma once

#include <string>

#include "io/import/time_series.hpp"

namespace nightwatt {

/// Carbon intensity in g/kWh at equal steps, from a CSV as Electricity Maps exports it: "Datetime
/// (UTC)" without offset, "Carbon Intensity gCO2eq/kWh (direct)" and "(LCA)" or "(Life cycle)".
/// Throws InputError with every problem.
[[nodiscard]] TimeSeries read_carbon_csv(const std::string& path, bool life_cycle);

/// Its rows as they stand, in whatever order and with gaps; an empty value is NaN.
[[nodiscard]] std::vector<TimedValue> read_carbon_rows(const std::string& path, bool life_cycle);

}  // namespace nightwatt
