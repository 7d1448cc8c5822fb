#pragma once

#include <string>

#include "instance/plan_schedule.hpp"

namespace nightwatt {

/// Reads where, when and at what level a plan file puts its tasks, whatever instance it was made
/// for. Throws InputError.
[[nodiscard]] PlanSchedule read_plan_schedule(const std::string& path);

}  // namespace nightwatt
