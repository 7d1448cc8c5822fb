#pragma once

#include <optional>

#include "problem/problem.hpp"

namespace nightwatt {

/// The only plan there is, where every task is pinned to a server, a start and a level (or its
/// server knows no other level); none where something is left to decide. Without tasks: the empty
/// plan.
[[nodiscard]] std::optional<Plan> pinned_plan(const Problem& problem);

}  // namespace nightwatt
