#pragma once

#include "kernels/problem_view.hpp"
#include "ranks/message.hpp"

namespace nightwatt {

/// A problem with all its arrays, for another rank.
void put_problem(MessageWriter& to, const ProblemView& problem);

/// Its arrays lie in the message.
[[nodiscard]] ProblemView get_problem(MessageReader& from);

}  // namespace nightwatt
