#pragma once

#include <cstddef>
#include <vector>

#include "io/plan_file.hpp"

namespace nightwatt {

/// Late by more than rounding.
[[nodiscard]] inline bool is_late(const TaskAccount& task) {
    return task.lateness_s > 0.5e-3;
}

/// Rows of the `top` late tasks: the dearest first, then the latest.
[[nodiscard]] std::vector<std::size_t> worst_late_tasks(const PlanRecord& record, std::size_t top);

}  // namespace nightwatt
