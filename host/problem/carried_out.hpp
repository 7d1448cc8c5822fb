#pragma once

#include "instance/instance.hpp"
#include "instance/plan.hpp"

namespace nightwatt {

/// The same night with as many slots again, each as the last one, and servers that close with it:
/// tasks that run longer than was thought may end after the night, and after the window of a
/// server.
[[nodiscard]] Instance prolonged_night(const Instance& instance);

/// What becomes of a plan where tasks run as long as `night` says, and not as long as was thought:
/// every task stays on its server, in its order and at its level, and starts as soon as its turn
/// has come and its resources are free, but never before its planned start (a job that is
/// submitted has its start time). Batteries do what was planned, whatever the rate turned out to
/// be; whether they can is for the referee to say. Throws InputError.
[[nodiscard]] Plan carried_out(const Instance& night, const Plan& plan);

}  // namespace nightwatt
