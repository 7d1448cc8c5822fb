#pragma once

#include <vector>

#include "instance/instance.hpp"

namespace nightwatt {

/// Takes the other tasks out of an instance. `keep`: [task].
void keep_tasks(Instance& instance, const std::vector<bool>& keep);

}  // namespace nightwatt
