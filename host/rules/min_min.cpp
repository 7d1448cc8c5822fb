#include <algorithm>
#include <queue>
#include <tuple>
#include <vector>

#include "rules/rule.hpp"
#include "rules/timeline.hpp"

namespace nightwatt {

/// Min-Min (Ibarra, Kim 1977): of all pairs of task and server, the one that completes first is
/// fixed, until no task is left. Sorted-list form: each class keeps its tasks sorted by ready time
/// + runtime, each server points at its first task left, and a heap holds one candidate a server,
/// so that the whole costs O(N M) pointer steps and O(N log M) heap steps beside the sorting. On
/// plain machines this is Min-Min exactly.
Plan construct_min_min(const Problem& problem, const GiveUp& give_up) {
    Timeline timeline(problem, give_up);
    const ProblemView& p = timeline.problem();

    std::vector<std::vector<std::uint32_t>> lists(p.mode_count);  // by the class's first mode
    for (std::uint32_t i = 0; i < p.server_count; ++i) {
        std::vector<std::uint32_t>& list = lists[p.servers[i].first_mode];
        if (!list.empty()) continue;
        std::vector<std::pair<std::int64_t, std::uint32_t>> keyed;
        for (std::uint32_t j = 0; j < p.task_count; ++j) {
            if (timeline.has_place(j)) continue;
            const std::uint32_t run_ms = timeline.option(j, i, timeline.fastest_level(j, i)).run_ms;
            if (run_ms != forbidden_run_ms) keyed.emplace_back(p.tasks[j].release_ms + run_ms, j);
        }
        std::sort(keyed.begin(), keyed.end());
        for (const auto& entry : keyed) list.push_back(entry.second);
    }

    std::vector<char> placed(p.task_count, 0);
    std::vector<std::size_t> next(p.server_count, 0);
    using Entry = std::tuple<std::int64_t, std::uint32_t, std::uint32_t>;  // end, server, task
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> heap;
    const auto push_candidate = [&](std::uint32_t i) {
        const std::vector<std::uint32_t>& list = lists[p.servers[i].first_mode];
        while (next[i] < list.size() &&
               (placed[list[next[i]]] != 0 || !may_use(p, list[next[i]], i))) {
            ++next[i];
        }
        if (next[i] == list.size()) return;
        const std::uint32_t j = list[next[i]];
        const std::uint32_t level = timeline.fastest_level(j, i);
        const std::int64_t run_ms = timeline.option(j, i, level).run_ms;
        heap.emplace(timeline.start_ms(j, i, level) + run_ms, i, j);
    };
    for (std::uint32_t i = 0; i < p.server_count; ++i) push_candidate(i);
    while (!heap.empty()) {
        const auto [end_ms, i, j] = heap.top();
        heap.pop();
        if (placed[j] == 0) {
            placed[j] = 1;
            timeline.append(j, i, timeline.fastest_level(j, i));
        }
        push_candidate(i);
    }
    return timeline.take();
}

}  // namespace nightwatt
