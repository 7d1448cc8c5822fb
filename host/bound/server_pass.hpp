#pragma once

#include <cstdint>
#include <vector>

#include "bound/dual_point.hpp"
#include "bound/guide.hpp"

namespace nightwatt {

/// What servers do under the prices, each for itself.
struct ServerTotals {
    std::int64_t cost_nano = 0;         ///< sum of the least costs, each rounded down; at most 0
    std::vector<std::int64_t> on_ms;    ///< [group * steps + k]: summed over the group's servers
    std::vector<std::int64_t> used_uj;  ///< [site * steps + k]
};

/// `shifts`, where not null, receives when each server is on.
[[nodiscard]] ServerTotals schedule_servers(const ProblemView& problem, const DualLayout& layout,
                                            const ServerGroups& groups,
                                            const PriceIntegrals& prices, std::uint32_t threads,
                                            std::vector<GuideServer>* shifts = nullptr);

}  // namespace nightwatt
