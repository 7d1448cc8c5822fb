#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace nightwatt {

/// A number with a unit, as "250 W" or "0.25kW", in the unit `wanted` ("W", "kWh", "h", "min", "s",
/// "GB", "Gbit/s"); nothing where the text is no such thing or its unit is another quantity's.
/// Units of the same quantity are converted.
[[nodiscard]] std::optional<double> read_quantity(std::string_view text, std::string_view wanted);

/// "W, kW or MW": what read_quantity() takes for a unit; empty where it takes none.
[[nodiscard]] std::string unit_names(std::string_view wanted);

}  // namespace nightwatt
