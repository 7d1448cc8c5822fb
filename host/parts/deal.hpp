#pragma once

#include <cstdint>
#include <vector>

#include "instance/plan.hpp"
#include "kernels/problem_view.hpp"

namespace nightwatt {

/// Deals the servers out to parts, so that each part has about as many of the plan's tasks: servers
/// of a site stay together in every second exchange, in the others any may meet any. Random by
/// (seed, exchange) alone. Parts list their servers ascending; there are as many as asked for, or
/// as there are servers if that is less. A part can be without a task.
[[nodiscard]] std::vector<std::vector<std::uint32_t>> deal_servers(const ProblemView& problem,
                                                                   const Plan& plan,
                                                                   std::uint64_t seed,
                                                                   std::uint32_t exchange,
                                                                   std::uint32_t parts);

}  // namespace nightwatt
