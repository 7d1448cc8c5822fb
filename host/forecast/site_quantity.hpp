#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "instance/instance.hpp"

namespace nightwatt {

/// A column of /series that can be forecast, and its column of /spreads.
struct SiteQuantity {
    std::string_view name;  ///< the column's, and the history's `quantity`
    std::vector<double> SeriesTable::*values;
    std::vector<double> SpreadTable::*spread;
    std::string_view unit;   ///< the column's, in UDUNITS spelling; of money without the currency
    std::string_view usual;  ///< the same as people write it
    bool money;
    bool may_be_negative;
    double parts;  ///< values are rounded to 1/parts before they are stored
};
[[nodiscard]] std::span<const SiteQuantity> site_quantities();

/// Spellings of the column's unit, UDUNITS first; money is of the instance's currency.
[[nodiscard]] std::vector<std::string> units_of(const SiteQuantity& quantity,
                                                const std::string& currency);

/// A unit of the quantity in UDUNITS spelling, in whatever currency; one that is not the column's
/// stays as it is.
[[nodiscard]] std::string udunits_of(std::string_view quantity, const std::string& unit);

/// `value`, rounded and kept in the column's range.
[[nodiscard]] double stored_value(const SiteQuantity& quantity, double value);

/// Half the width of an interval, rounded.
[[nodiscard]] double stored_spread(const SiteQuantity& quantity, double value);

}  // namespace nightwatt
