#pragma once

#include <cstdint>

#include "kernels/units.hpp"

namespace nightwatt {

/// An amount of the planner's in the instance's currency.
[[nodiscard]] inline double money(std::int64_t nano) {
    return static_cast<double>(nano) / nano_per_money;
}

}  // namespace nightwatt
