#include "rules/rule.hpp"
#include "rules/timeline.hpp"

namespace nightwatt {

/// Minimum completion time: each task in arrival order goes where it completes first (Armstrong,
/// Hensgen, Kidd 1998; Braun et al. 2001). What a good dispatcher does today.
Plan construct_mct(const Problem& problem, const GiveUp& give_up) {
    Timeline timeline(problem, give_up);
    for (const std::uint32_t j : arrival_order(timeline.problem())) {
        const Completion best = earliest_completion(timeline, j);
        timeline.append(j, best.server, best.level);
    }
    return timeline.take();
}

}  // namespace nightwatt
