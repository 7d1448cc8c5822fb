#pragma once

#include <string>

#include "io/import/time_series.hpp"

namespace nightwatt {

/// Prices per kWh at equal steps: hours, or quarters of one.
struct PriceSeries {
    TimeSeries per_kwh;
    std::string currency;  ///< as the header names it, "USD"
};

/// Prices from a CSV with columns "Datetime (UTC)", "Datetime (Local)" and "Price (USD/MWh)", the
/// moments with their offset from UTC. The UTC column counts; a local moment that differs from it
/// is a problem. Throws InputError with every problem.
[[nodiscard]] PriceSeries read_price_csv(const std::string& path);

/// Its rows as they stand, in whatever order and with gaps; an empty value is NaN.
struct PriceRows {
    std::vector<TimedValue> per_kwh;
    std::string currency;
};
[[nodiscard]] PriceRows read_price_rows(const std::string& path);

}  // namespace nightwatt
