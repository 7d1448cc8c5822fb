#pragma once

#include <string>
#include <vector>

#include "instance/instance.hpp"
#include "io/plan_file.hpp"

namespace nightwatt {

/// Everything that a struct holds, one value a line with its name, numbers to the last bit: two
/// structs are equal where their lines are.
[[nodiscard]] std::vector<std::string> lines_of(const Instance& instance);
[[nodiscard]] std::vector<std::string> lines_of(const PlanRecord& record);

}  // namespace nightwatt
