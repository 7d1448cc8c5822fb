#pragma once

#include <cmath>
#include <cstdint>

#include "kernels/problem_view.hpp"
#include "kernels/units.hpp"

namespace nightwatt {

/// INFINITY for unlimited_uj.
[[nodiscard]] inline double kwh_of(std::int64_t uj) {
    return uj == unlimited_uj ? INFINITY : static_cast<double>(uj) / uj_per_kwh;
}

}  // namespace nightwatt
