#pragma once

#include <cstdint>

#include "rules/slot_budget.hpp"
#include "rules/timeline.hpp"

namespace nightwatt {

/// The server of the pool on which `task` costs least beside what is there already: idle power
/// over the time by which the server's busy time grows, waking, energy at the hours it gets,
/// tardiness. Overrunning the window comes last.
[[nodiscard]] std::uint32_t cheapest_server(const Timeline& timeline, const Pool& pool,
                                            std::uint32_t task, const Wish& wish);

}  // namespace nightwatt
