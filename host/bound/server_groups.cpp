#include "bound/server_groups.hpp"

#include <algorithm>

#include "kernels/problem_access.hpp"

namespace nightwatt {

ServerGroups::ServerGroups(const Problem& problem) {
    const ProblemView p = problem.view();
    group_of = problem.group_of();
    for (std::uint32_t i = 0; i < p.server_count; ++i) {
        const ServerFacts& s = p.servers[i];
        if (group_of[i] == count()) {
            groups.push_back(
                {s.capacity, s.first_start_ms, s.close_ms, s.first_mode, s.levels, s.site, 0});
        }
        ++groups[group_of[i]].servers;
        for (std::uint32_t r = resources; r < 4; ++r) {
            if (units_of(s.capacity, r) > 0) resources = r + 1;
        }
    }
    group_first.assign(1, 0);
    for (const ServerGroup& group : groups) {
        group_first.push_back(group_first.back() + group.servers);
    }
    std::vector<std::uint32_t> next(group_first.begin(), group_first.end() - 1);
    group_servers.resize(p.server_count);
    for (std::uint32_t i = 0; i < p.server_count; ++i) group_servers[next[group_of[i]]++] = i;

    profile_first.assign(1, 0);
    for (std::uint32_t profile = 0; profile < p.profile_count; ++profile) {
        std::vector<std::uint32_t> allowed;
        for (const std::uint32_t i : profile_servers(p, profile)) allowed.push_back(group_of[i]);
        std::sort(allowed.begin(), allowed.end());
        allowed.erase(std::unique(allowed.begin(), allowed.end()), allowed.end());
        profile_groups.insert(profile_groups.end(), allowed.begin(), allowed.end());
        profile_first.push_back(static_cast<std::uint32_t>(profile_groups.size()));
    }
}

}  // namespace nightwatt
