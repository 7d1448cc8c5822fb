#pragma once

#include <optional>

#include "problem/problem.hpp"

namespace nightwatt {

/// Makes genes for a problem of a plan, with starts, for the night as it was before something
/// changed. Tasks with a pinned start come first; every other one that still fits where it was
/// stays there; the rest, the longest first, go one by one where they cost least beside what
/// stands. So what came, or lost its server, pushes nobody.
///
/// None where so much has changed that this would take more than seconds, or where neither order
/// nor time matters. A task that `before` does not hold has a server below 0.
[[nodiscard]] std::optional<Plan> repaired_plan(const Problem& problem, const Plan& before);

}  // namespace nightwatt
