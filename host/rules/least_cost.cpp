#include <algorithm>
#include <numeric>
#include <tuple>
#include <vector>

#include "kernels/server_walk.hpp"
#include "rules/rule.hpp"
#include "rules/slot_budget.hpp"
#include "rules/timeline.hpp"

namespace nightwatt {

namespace {

/// The server of the pool on which `task` costs least beside what is there already: idle power over
/// the time by which the server's busy time grows, waking, energy at the hours it gets, tardiness.
/// Overrunning the window comes last.
std::uint32_t cheapest_server(const Timeline& timeline, const Pool& pool, std::uint32_t task,
                              const Wish& wish) {
    const ProblemView& p = timeline.problem();
    const TariffSlot* const tariff = p.tariff + std::size_t{pool.site} * p.slot_count;
    const TaskFacts& facts = p.tasks[task];
    std::tuple<std::int64_t, std::int64_t, std::uint32_t> best{INT64_MAX, INT64_MAX, UINT32_MAX};
    bool off_server_seen = false;
    for (const std::uint32_t i : pool.servers) {
        if (!timeline.used(i)) {
            // Servers that are off look alike: the first one stands for all.
            if (off_server_seen) continue;
            if (!timeline.may_use(task, i)) continue;
            off_server_seen = true;
        } else if (!timeline.may_use(task, i)) {
            continue;
        }
        const ServerFacts& server = p.servers[i];
        const std::int64_t start_ms = timeline.start_ms(task, i, wish.start_ms);
        const std::int64_t end_ms = start_ms + timeline.option(task, i, wish.level).run_ms;
        const std::int64_t overrun_ms = std::max<std::int64_t>(0, end_ms - server.close_ms);
        std::int64_t cost_nano =
            priced(timeline.option(task, i, wish.level).power_mw,
                   rate_integral(p, tariff, end_ms) - rate_integral(p, tariff, start_ms));
        if (!timeline.used(i)) {
            cost_nano += priced(server.wake_uj, rate_at(p, tariff, start_ms - server.wake_ms));
        }
        const std::int64_t busy_ms = timeline.used(i) ? timeline.busy_until_ms(i) : start_ms;
        if (end_ms > busy_ms) {
            cost_nano += priced(server.idle_mw, rate_integral(p, tariff, end_ms) -
                                                    rate_integral(p, tariff, busy_ms));
        }
        if (end_ms > facts.deadline_ms) {
            cost_nano += weighted(end_ms - facts.deadline_ms, facts.tardiness_weight);
        }
        best = std::min(best, std::tuple(overrun_ms, cost_nano, i));
    }
    return std::get<2>(best);
}

}  // namespace

/// Two passes. First every task, by deadline, wishes for a pool of servers, a level and the
/// cheapest slot in which the pool still has room. Then the tasks are appended in order of the
/// wished starts, each to the server of its pool on which it costs least. Wishes become holds, so
/// that a task waits for its cheap hour.
Plan construct_least_cost(const Problem& problem) {
    Timeline timeline(problem);
    const ProblemView& p = timeline.problem();
    SlotBudget budget(problem);

    std::vector<std::uint32_t> order(p.task_count);
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return std::tuple(p.tasks[a].deadline_ms, p.tasks[a].release_ms, a) <
               std::tuple(p.tasks[b].deadline_ms, p.tasks[b].release_ms, b);
    });
    std::vector<Wish> wish(p.task_count);
    for (const std::uint32_t j : order) wish[j] = budget.place(j);

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
