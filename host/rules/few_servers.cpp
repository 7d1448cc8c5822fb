#include <algorithm>

#include "rules/rule.hpp"
#include "rules/timeline.hpp"

namespace nightwatt {

/// Each task in arrival order goes where it completes first of some 32 servers, each time others: a
/// plan within seconds at any size, for runs that are stopped before a rule has one. Where there
/// are no more servers it is mct's.
Plan construct_few_servers(const Problem& problem) {
    constexpr std::uint32_t few = 32;
    Timeline timeline(problem);
    std::uint32_t turn = 0;
    for (const std::uint32_t j : arrival_order(timeline.problem())) {
        const std::uint32_t step = std::max(1u, allowed_servers(timeline.problem(), j).count / few);
        const Completion best = earliest_completion(timeline, j, turn++ % step, step);
        timeline.append(j, best.server, best.level);
    }
    return timeline.take();
}

}  // namespace nightwatt
