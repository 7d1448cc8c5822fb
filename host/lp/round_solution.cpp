#include "lp/round_solution.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "kernels/server_walk.hpp"
#include "rules/cheapest_server.hpp"
#include "rules/timeline.hpp"

namespace nightwatt {

Plan round_solution(const Problem& problem, const LpPlaces& places,
                    const std::vector<LpChoice>& choices, const std::vector<double>& shares) {
    const ProblemView p = problem.view();
    std::vector<std::size_t> chosen(p.task_count, choices.size());
    for (std::size_t c = 0; c < choices.size(); ++c) {
        std::size_t& best = chosen[choices[c].task];
        if (best == choices.size() || shares[c] > shares[best]) best = c;
    }
    std::vector<std::uint32_t> order(p.task_count);
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return std::tuple(choices[chosen[a]].start_ms, a) <
               std::tuple(choices[chosen[b]].start_ms, b);
    });
    Timeline timeline(problem);
    for (const std::uint32_t j : order) {
        if (timeline.has_place(j)) continue;
        const LpChoice& choice = choices[chosen[j]];
        const Pool& group = places.groups()[choice.group];
        const Wish wish{choice.group, choice.level, choice.start_ms};
        const std::uint32_t server = cheapest_server(timeline, group, j, wish);
        const std::int64_t end_ms = timeline.start_ms(j, server, choice.level, choice.start_ms) +
                                    timeline.option(j, server, choice.level).run_ms;
        if (end_ms > smaller(p.tasks[j].deadline_ms, p.servers[server].close_ms)) {
            const Completion first = earliest_completion(timeline, j);
            if (first.end_ms < end_ms) {
                timeline.append(j, first.server, first.level);
                continue;
            }
        }
        const bool waits = places.timed() && choice.start_ms > ready_at(p, j, group.site);
        timeline.append(j, server, choice.level, waits ? choice.start_ms : 0);
    }
    return timeline.take();
}

}  // namespace nightwatt
