#pragma once

#include <string>
#include <string_view>

#include "io/hdf5_content.hpp"

namespace nightwatt {

/// Attributes by which netCDF says that a column's numbers stand for others, or for none.
inline constexpr std::string_view packing_attributes[] = {"scale_factor", "add_offset",
                                                          "_FillValue", "missing_value"};

/// Why the values of a column cannot be taken as they stand, by one of packing_attributes; empty:
/// they can. A scale of 1, an offset of 0, a fill value that no row has and NaN are harmless:
/// tools write them of their own accord. Nothing is converted, as with units.
[[nodiscard]] std::string why_packed(std::string_view attribute, const Hdf5Values& stated,
                                     const Hdf5Values& values);

}  // namespace nightwatt
