#include <queue>
#include <tuple>
#include <vector>

#include "rules/rule.hpp"
#include "rules/timeline.hpp"

namespace nightwatt {

/// Earliest deadline first: of the tasks that have arrived, the one with the earliest deadline goes
/// where it completes first. The clock follows the starts: while servers are busy, tasks that
/// arrive before the next start join the choice.
Plan construct_edf(const Problem& problem, const GiveUp& give_up) {
    Timeline timeline(problem, give_up);
    const ProblemView& p = timeline.problem();
    const std::vector<std::uint32_t> arrivals = arrival_order(p);
    using Entry = std::tuple<std::int64_t, std::int64_t, std::uint32_t>;  // deadline, release, task
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> waiting;
    std::int64_t clock_ms = 0;
    std::size_t next = 0;
    while (next < arrivals.size() || !waiting.empty()) {
        if (waiting.empty()) clock_ms = std::max(clock_ms, p.tasks[arrivals[next]].release_ms);
        for (; next < arrivals.size() && p.tasks[arrivals[next]].release_ms <= clock_ms; ++next) {
            const TaskFacts& task = p.tasks[arrivals[next]];
            waiting.emplace(task.deadline_ms, task.release_ms, arrivals[next]);
        }
        const std::uint32_t j = std::get<2>(waiting.top());
        const Completion best = earliest_completion(timeline, j);
        const std::int64_t start_ms = timeline.start_ms(j, best.server, best.level);
        clock_ms = std::max(clock_ms, start_ms);
        if (next < arrivals.size() && p.tasks[arrivals[next]].release_ms <= start_ms) continue;
        waiting.pop();
        (void)timeline.append(j, best.server, best.level);
    }
    return timeline.take();
}

}  // namespace nightwatt
