#pragma once

#include <cstdint>

#include "instance/instance.hpp"

namespace nightwatt::referee {

/// Movement of a task's input to a site.
struct Transfer {
    bool reachable = true;
    double time_ms = 0;
    double energy_j = 0;
};
[[nodiscard]] Transfer find_transfer(const Instance& instance, std::size_t task, std::int32_t site);

}  // namespace nightwatt::referee
