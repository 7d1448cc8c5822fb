#pragma once

#include <cstdint>

#include "instance/instance.hpp"

namespace nightwatt {

/// The instances whose best plans lie on a front. Their plans fit the original, which alone says
/// what they cost.

/// Tardiness costs `factor` times as much; 0: nothing.
[[nodiscard]] Instance with_tardiness_weight(Instance instance, double factor);

/// Tardiness is free, and every server closes at the limit.
[[nodiscard]] Instance closing_at(Instance instance, std::int64_t limit_ms);

/// Nothing has a price but the end of the last task.
[[nodiscard]] Instance with_makespan_alone(Instance instance);

}  // namespace nightwatt
