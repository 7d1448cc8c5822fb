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

/// An amount and whose money it is.
struct MoneyQuantity {
    double value;
    std::string currency;
};

/// Money with its currency, as "0.50 EUR", or money for a quantity, as "40 EUR/t", in the unit
/// `wanted` ("money", "money/kg", "money/kWh", ...); nothing where the text is no such thing or is
/// for another quantity. Currencies are names, and never converted.
[[nodiscard]] std::optional<MoneyQuantity> read_money(std::string_view text,
                                                      std::string_view wanted);

/// What may follow a number of this unit, as the end of a message; empty where nothing may.
[[nodiscard]] std::string unit_hint(std::string_view wanted);

}  // namespace nightwatt
