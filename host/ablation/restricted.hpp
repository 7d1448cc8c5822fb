#pragma once

#include "ablation/levers.hpp"
#include "instance/instance.hpp"
#include "instance/plan.hpp"

namespace nightwatt {

/// The instance with no more freedom than these levers give: every other decision of a task is as
/// in `dispatched`, a plan of the instance, and every other asset is gone. Tasks and servers keep
/// their rows, so a plan of it is a plan of the instance, at the same cost as long as no asset is
/// gone. `dispatched` keeps all restrictions; more levers never forbid what fewer allow.
[[nodiscard]] Instance restricted(const Instance& instance, const Plan& dispatched, LeverSet free);

/// Modes (a class at a level) that the planner's tables would hold for each task of it.
[[nodiscard]] std::size_t modes_of(const Instance& instance);

}  // namespace nightwatt
