#pragma once

#include "ablation/levers.hpp"
#include "instance/instance.hpp"
#include "instance/plan.hpp"

namespace nightwatt {

/// Which servers each task may use, where sites, classes and servers of a class are free or as the
/// dispatcher took them. Written as classes of the instance's own: one for each class and site, or,
/// where the server within them is not free, one for each server. At a class and site which the
/// dispatcher did not choose, a task then has one server, in turn.
void restrict_servers(Instance& instance, const Plan& dispatched, LeverSet free);

}  // namespace nightwatt
