#pragma once

#include "instance/instance.hpp"
#include "io/plan_file.hpp"

namespace nightwatt {

/// A sound instance of 4 tasks, 3 servers, 2 classes, 2 sites and 4 slots that uses every table and
/// gives every column a value that is not its default.
[[nodiscard]] Instance sample_instance();

/// A plan file's content for it, with every field set to a value of its own. The figures are not a
/// sensible account: they only have to survive.
[[nodiscard]] PlanRecord sample_plan(const Instance& instance);

}  // namespace nightwatt
