#pragma once

#include <cstdint>
#include <vector>

#include "kernels/problem_view.hpp"

namespace nightwatt {

/// Tasks in the order in which they find room best, one after another.
struct PackingOrder {
    /// Their start is pinned; those that one server alone can take leave the others the choice.
    std::vector<std::uint32_t> pinned;
    /// The others.
    std::vector<std::uint32_t> rest;
};

[[nodiscard]] PackingOrder packing_order(const ProblemView& problem);

/// By their runtime on the fastest server and level.
void sort_longest_first(const ProblemView& problem, std::vector<std::uint32_t>& tasks);

/// The fastest level that a task may use on a server; of several the first.
[[nodiscard]] std::uint32_t fastest_level(const ProblemView& problem, std::uint32_t task,
                                          std::uint32_t server);

}  // namespace nightwatt
