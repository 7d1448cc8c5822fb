#pragma once

#include <vector>

#include "instance/plan.hpp"
#include "lp/places.hpp"

namespace nightwatt {

/// Makes genes of a solution: every task goes where its largest share goes (the first such choice),
/// tasks are appended in order of those starts, each to the server of its group on which it costs
/// least, and waits for its start there.
[[nodiscard]] Plan round_solution(const Problem& problem, const LpPlaces& places,
                                  const std::vector<LpChoice>& choices,
                                  const std::vector<double>& shares);

}  // namespace nightwatt
