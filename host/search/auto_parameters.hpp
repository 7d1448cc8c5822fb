#pragma once

#include <cstdint>

#include "backend/backend.hpp"
#include "problem/problem.hpp"
#include "search/search_parameters.hpp"

namespace nightwatt {

/// The settings with every "auto" replaced by what it means for this problem on a machine with this
/// room, or so many machines (ranks). On CPUs what affects the plan depends on the problem alone; a
/// device that runs thousands of items gets as many plans as keep it busy and fit into its memory.
/// Throws UsageError where settings contradict each other.
[[nodiscard]] SearchParameters resolve(SearchParameters parameters, const Problem& problem,
                                       const BackendRoom& room = {}, std::uint32_t ranks = 1);

/// What "auto" means for bound.steps: as many as pay, where a clock ends them; else through the
/// first phase of the steps (host/bound/ascent.hpp), and then as far as they are cheap.
[[nodiscard]] std::int64_t automatic_bound_steps(double tasks, bool by_clock);

}  // namespace nightwatt
