#include <algorithm>

#include "rules/rule.hpp"
#include "rules/timeline.hpp"

namespace nightwatt {

/// First in, first out: each task in arrival order starts on the server that can start it first;
/// ties by server. Fastest level.
Plan construct_fifo(const Problem& problem, const GiveUp& give_up) {
    Timeline timeline(problem, give_up);
    const ProblemView& p = timeline.problem();
    for (const std::uint32_t j : arrival_order(p)) {
        std::int64_t best_ms = INT64_MAX;
        std::uint32_t best = allowed_servers(p, j)[0];
        const std::int64_t release_ms = p.tasks[j].release_ms;
        const Resources need = p.tasks[j].need;
        FastestLevel fastest(timeline, j);
        for (const std::uint32_t i : allowed_servers(p, j)) {
            if (std::max(release_ms, timeline.not_before_ms(i, need)) >= best_ms) continue;
            fastest.move_to(i);
            const std::int64_t start_ms = timeline.start_ms(j, i, fastest.level());
            if (start_ms < best_ms) {
                best_ms = start_ms;
                best = i;
            }
        }
        timeline.append(j, best, timeline.fastest_level(j, best));
    }
    return timeline.take();
}

}  // namespace nightwatt
