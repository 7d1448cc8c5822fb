#pragma once

#include <cstdint>
#include <vector>

#include "bound/dual_point.hpp"
#include "bound/guide.hpp"

namespace nightwatt {

inline constexpr std::int64_t unknown_nano = INT64_MIN;

/// What servers do under the prices, each for itself.
struct ServerTotals {
    /// Sum of the least costs, each rounded down; at most 0. unknown_nano: below what integers
    /// hold.
    std::int64_t cost_nano = 0;
    std::vector<std::int64_t> on_ms;    ///< [group * steps + k]: summed over the group's servers
    std::vector<std::int64_t> used_uj;  ///< [site * steps + k]
};

/// `tasks`: how many all servers run; each ends one nap at most. `shifts`, where not null, receives
/// when each server is on.
[[nodiscard]] ServerTotals schedule_servers(const ProblemView& problem, const DualLayout& layout,
                                            const ServerGroups& groups,
                                            const PriceIntegrals& prices, std::int64_t tasks,
                                            std::uint32_t threads,
                                            std::vector<GuideServer>* shifts = nullptr);

}  // namespace nightwatt
