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
///
/// Batteries do what the genes say (battery_mw); where they say nothing, what the problem has in
/// force, and the plan then says so.
[[nodiscard]] DecodedPlan decode(const Problem& problem, Plan genes);

/// IT energy that a plan's servers draw at every site in every slot, in microjoules:
/// [site * slots + slot].
[[nodiscard]] std::vector<std::int64_t> site_energy_uj(const ProblemView& problem, Plan genes);

/// The same as decode() with batteries doing what is cheapest for the plan, if that is better than
/// what they do by decode(). Without batteries just decode().
[[nodiscard]] DecodedPlan decode_dispatched(const Problem& problem, Plan genes);

}  // namespace nightwatt
