#pragma once

#include <cstdint>
#include <vector>

#include "bound/dual_function.hpp"
#include "bound/guide.hpp"

namespace nightwatt {

/// What multipliers (dual_point.hpp) say to a search, with the `per_task` cheapest modes of every
/// task. They must have been projected.
[[nodiscard]] Guide make_guide(const DualFunction& function, std::vector<double> multipliers,
                               std::uint32_t per_task, std::uint32_t threads);

}  // namespace nightwatt
