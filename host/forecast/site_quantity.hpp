#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "instance/instance.hpp"

namespace nightwatt {

/// A column of /series that can be forecast, and its column of /spreads.
struct SiteQuantity {
    std::string_view name;  ///< the column's, and the history's `quantity`
    std::vector<double> SeriesTable::*values;
    std::vector<double> SpreadTable::*spread;
    bool may_be_negative;
    double parts;  ///< values are rounded to 1/parts before they are stored
};
[[nodiscard]] std::span<const SiteQuantity> site_quantities();

/// `value`, rounded and kept in the column's range.
[[nodiscard]] double stored_value(const SiteQuantity& quantity, double value);

/// Half the width of an interval, rounded.
[[nodiscard]] double stored_spread(const SiteQuantity& quantity, double value);

}  // namespace nightwatt
