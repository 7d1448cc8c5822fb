#pragma once

#include <string>

#include "instance/instance.hpp"

namespace nightwatt {

/// Generalised assignment problem: "servers tasks", costs servers x tasks, resource use servers x
/// tasks, capacities; all whole numbers. The cost c of a task on a server is the price of the
/// energy of its run, its resource use a is the runtime, the capacity the moment at which the
/// server closes. With E the energy that a cost of 1 stands for, a power of ten of a kWh,
///
///     runtime = a units of time     power = c * E / runtime     price = 1 / E
///     close_i = capacity_i          energy cost of a plan = sum of c
///
/// A server whose capacity is below a task's resource use is not allowed for the task.
[[nodiscard]] Instance import_gap(const std::string& path);

}  // namespace nightwatt
