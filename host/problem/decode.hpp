#pragma once

#include <string>
#include <vector>

#include "instance/plan.hpp"
#include "kernels/score.hpp"
#include "problem/problem.hpp"

namespace nightwatt {

/// A plan whose sequences were executed, with its exact score.
struct DecodedPlan {
    Plan plan;
    Score score;
};

/// Executes the sequences of `genes` (server, position, level, hold_ms) and fills in start_ms,
/// end_ms, sleeps and positions from 0. Throws InputError naming each task whose server or level is
/// out of range, or which the problem does not allow there.
[[nodiscard]] DecodedPlan decode(const Problem& problem, Plan genes);

}  // namespace nightwatt
