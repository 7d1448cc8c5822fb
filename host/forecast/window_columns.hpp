#pragma once

#include <vector>

#include "forecast/window_moments.hpp"

namespace nightwatt {

/// Extra columns of a run (window_moments.hpp) but `future`, one after another: [column][window].
[[nodiscard]] std::vector<double> extra_columns(const WindowRun& run, const WindowShape& shape);

/// Rows [window][column] of all columns of the windows first, first + 1, ..., first + count - 1;
/// `extras` of extra_columns(). Each row is multiplied by the root of its weight.
void fill_windows(const WindowRun& run, const WindowShape& shape, const std::vector<double>& extras,
                  std::size_t first, std::size_t count, std::vector<double>& rows);

}  // namespace nightwatt
