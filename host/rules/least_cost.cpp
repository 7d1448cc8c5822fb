#include <algorithm>
#include <numeric>
#include <tuple>
#include <vector>

#include "kernels/server_walk.hpp"
#include "rules/cheapest_server.hpp"
#include "rules/rule.hpp"
#include "rules/slot_budget.hpp"
#include "rules/timeline.hpp"

namespace nightwatt {

/// Two passes. First every task, by deadline and pinned ones before, wishes for a pool of servers,
/// a level and the cheapest slot in which the pool still has room. Then the tasks are appended in
/// order of the wished starts, each to the server of its pool on which it costs least. Wishes
/// become holds, so that a task waits for its cheap hour.
Plan construct_least_cost(const Problem& problem, const GiveUp& give_up) {
    Timeline timeline(problem, give_up);
    const ProblemView& p = timeline.problem();
    SlotBudget budget(problem);

    std::vector<std::uint32_t> order(p.task_count);
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        const auto key = [&](std::uint32_t j) {
            return std::tuple(!timeline.has_place(j), p.tasks[j].deadline_ms, p.tasks[j].release_ms,
                              j);
        };
        return key(a) < key(b);
    });
    std::vector<Wish> wish(p.task_count);
    for (const std::uint32_t j : order) {
        timeline.check_give_up();
        wish[j] = budget.place(j);
    }

    std::erase_if(order, [&](std::uint32_t j) { return timeline.has_place(j); });
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return wish[a].start_ms < wish[b].start_ms;
    });
    for (const std::uint32_t j : order) {
        const Pool& pool = budget.pools()[wish[j].pool];
        const std::uint32_t server = cheapest_server(timeline, pool, j, wish[j]);
        const std::int64_t ready_ms = ready_at(p, j, pool.site);
        timeline.append(j, server, wish[j].level,
                        wish[j].start_ms > ready_ms ? wish[j].start_ms : 0);
    }
    return timeline.take();
}

}  // namespace nightwatt
