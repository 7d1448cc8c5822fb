#include <algorithm>

#include "rules/rule.hpp"
#include "rules/timeline.hpp"

namespace nightwatt {

/// Each task in arrival order goes to the next server in turn that it may use. Fastest level.
Plan construct_round_robin(const Problem& problem, const GiveUp& give_up) {
    Timeline timeline(problem, give_up);
    std::uint32_t turn = 0;
    for (const std::uint32_t j : arrival_order(timeline.problem())) {
        const ServerList allowed = allowed_servers(timeline.problem(), j);
        const std::uint32_t* const next = std::lower_bound(allowed.begin(), allowed.end(), turn);
        const std::uint32_t server = next == allowed.end() ? allowed[0] : *next;
        timeline.append(j, server, timeline.fastest_level(j, server));
        turn = server + 1;
    }
    return timeline.take();
}

}  // namespace nightwatt
