#pragma once

#include <cstdint>
#include <vector>

#include "kernels/pricing.hpp"
#include "problem/problem.hpp"

namespace nightwatt {

/// The servers of a problem by group, and the groups that each profile of tasks may use.
struct ServerGroups {
    std::vector<ServerGroup> groups;
    std::vector<std::uint32_t> group_of;        ///< [server]
    std::vector<std::uint32_t> group_first;     ///< [group + 1]: into group_servers
    std::vector<std::uint32_t> group_servers;   ///< ascending within a group
    std::vector<std::uint32_t> profile_first;   ///< [profile + 1]: into profile_groups
    std::vector<std::uint32_t> profile_groups;  ///< ascending within a profile
    std::uint32_t resources = 0;                ///< kinds of which some server has any

    explicit ServerGroups(const Problem& problem);

    [[nodiscard]] std::uint32_t count() const { return static_cast<std::uint32_t>(groups.size()); }
};

}  // namespace nightwatt
