#pragma once

#include <functional>
#include <optional>

#include "problem/problem.hpp"

namespace nightwatt {

/// Genes of a plan for nights that are so full that no rule has one: tasks with a pinned start
/// first, then the others, the longest first, each on the first server that has room, as early as
/// it can start there (first fit decreasing). What it costs is left to the search.
///
/// None where some task finds no room, where it would take more than seconds, or where `stop`,
/// asked every few hundred tasks, says so.
[[nodiscard]] std::optional<Plan> packed_plan(const Problem& problem,
                                              const std::function<bool()>& stop);

}  // namespace nightwatt
