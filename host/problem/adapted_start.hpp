#pragma once

#include "problem/problem.hpp"

namespace nightwatt {

/// Makes genes for a problem of a plan for the night as it was before something changed (tasks came
/// and went, servers broke, tasks that run were pinned). A task keeps its server, level and hold if
/// it may still run there; else, or if its server is below 0, it takes those of `otherwise`, a plan
/// of this problem with starts. Servers run their tasks in the order of those starts;
/// where moving a task costs something, none starts before.
[[nodiscard]] Plan adapted_start(const Problem& problem, const Plan& before, const Plan& otherwise);

/// Whether a task's pins, class and needs, and the server's window, let it run on a server at a
/// level; numbers below 0 are none.
[[nodiscard]] bool may_run(const ProblemView& problem, std::uint32_t task, std::int32_t server,
                           std::int32_t level);

/// Throws InputError where a plan puts tasks at servers or levels that their pins, classes, needs
/// or the servers' windows forbid.
void require_allowed_places(const Problem& problem, const Plan& genes);

}  // namespace nightwatt
