#pragma once

#include <cstdint>
#include <vector>

#include "kernels/pricing.hpp"

namespace nightwatt {

/// A mode and start that a task would choose under the prices.
struct GuideChoice {
    std::int64_t reduced_nano;  ///< energy + tardiness + transfer + prices of the resources held
    std::int64_t start_ms;
    std::uint32_t group;  ///< of servers; no_group: the task has fewer choices
    std::uint32_t level;
};
inline constexpr std::uint32_t no_group = 0xFFFFFFFFu;

/// What a server would do under the prices: be on from `on_ms` to `off_ms` (with gaps perhaps).
struct GuideServer {
    std::int64_t value_nano;  ///< least cost, at most 0; below 0: worth switching on
    std::int64_t on_ms;       ///< on_ms == off_ms: stays off
    std::int64_t off_ms;
};

/// What the bound's prices say to a search. Arrays are the guide's own.
struct Guide {
    std::uint32_t per_task = 0;
    std::vector<GuideChoice> choices;  ///< [task * per_task + rank]: best start of the best modes
    std::vector<GuideServer> servers;  ///< [server]
    std::vector<std::uint32_t> group_of;       ///< [server]
    std::vector<std::uint32_t> group_first;    ///< [group + 1]: into group_servers
    std::vector<std::uint32_t> group_servers;  ///< ascending within a group
    std::vector<ServerGroup> groups;

    /// Prices on a grid of `steps` steps of step_ms: nano-money per mW and ms at a site, and per
    /// unit and ms of a resource in a group.
    std::uint32_t steps = 0;
    std::uint32_t resources = 0;
    std::int64_t step_ms = 0;
    std::vector<double> energy_price;    ///< [site * steps + k]
    std::vector<double> resource_price;  ///< [(group * resources + r) * steps + k]
};

}  // namespace nightwatt
