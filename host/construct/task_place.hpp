#pragma once

#include <cstdint>
#include <vector>

#include "instance/plan.hpp"
#include "kernels/problem_view.hpp"

namespace nightwatt {

/// Where and when a task runs.
struct TaskPlace {
    std::int64_t start_ms = 0;
    std::uint32_t server = 0;
    std::uint32_t level = 0;
};

/// Genes in which every task [task] waits for its start: none begins before, and pushes another.
[[nodiscard]] Plan genes_of(const ProblemView& problem, const std::vector<TaskPlace>& places);

}  // namespace nightwatt
