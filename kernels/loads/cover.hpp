#pragma once

#include "kernels/loads/keep_least.hpp"
#include "kernels/loads/loads_state.hpp"
#include "kernels/loads/server_patterns.hpp"

namespace nightwatt {

/// Best placement of up to 60 tasks on a few servers of generalised assignment, as an exact cover
/// by patterns: sets of tasks that fit on a server. With prices of tasks, every placement costs
///
///   constant + sum over servers of the slack of the set that it takes
///
/// where a set's slack is what it brings less than the server's best one, so never negative: only
/// patterns whose slack is less than what the present placement wastes can be part of a better one.
/// Prices that suit these tasks and servers make the waste small (cover_prices.hpp), and few
/// patterns are left to choose from (solve_cover.hpp). Worth it where a server has few tasks:
/// prices of time (resolve_servers.hpp) say little there.
inline constexpr std::uint32_t cover_servers = 12;

struct CoverTask {
    std::uint32_t task;
    float rank;  ///< cover_rank()
};

/// A few servers and their tasks, some of which may move among them.
struct Cover {
    std::uint32_t sides;
    std::uint32_t count;  ///< of tasks that may move
    std::uint32_t server[cover_servers];
    CoverTask task[cover_tasks];
    std::int64_t room_ms[cover_servers];  ///< for tasks that may move
    std::uint64_t now[cover_servers];     ///< tasks where they stand: bit k is task k
    double price[cover_tasks];            ///< of tasks that may move, in nano-money
    BestSet best[cover_servers];          ///< at these prices
    std::uint32_t items[cover_servers];
    PatternItem item[cover_servers][cover_tasks];
    std::uint32_t patterns[cover_servers];
    ServerPattern pattern[cover_servers][cover_patterns];
};

/// Whether a task may run on a server, at level 0.
HOST_DEVICE inline bool may_run_on(const LoadsView& v, std::uint32_t task, std::uint32_t server) {
    const ProblemView& p = v.problem;
    return may_use(p, task, server) &&
           option_of(p, p.servers[server], task, 0).run_ms != forbidden_run_ms;
}

/// By how much a task is tied to where it is: what it costs, with the prices of time, to go to the
/// best other server of the cover.
HOST_DEVICE inline float cover_rank(const LoadsView& v, const LoadsState& s, const Cover& cover,
                                    std::uint32_t task) {
    const LoadsOption& now = s.now[task];
    float least = 1e30F;
    for (std::uint32_t side = 0; side < cover.sides; ++side) {
        if (cover.server[side] == now.server || !may_run_on(v, task, cover.server[side])) continue;
        const float reduced = option_at(v, task, cover.server[side], 0).reduced;
        least = reduced < least ? reduced : least;
    }
    return least - now.reduced;
}

/// Gathers the tasks of the servers in cover.server[0 .. sides): where there are too many, those
/// least tied to where they are; the others stay.
HOST_DEVICE inline void gather_tasks(const LoadsView& v, const LoadsState& s, Cover& cover) {
    cover.count = 0;
    for (std::uint32_t side = 0; side < cover.sides; ++side) {
        for (std::uint32_t j = s.head[cover.server[side]]; j != no_task; j = s.next[j]) {
            keep_least(cover.task, cover.count, cover_tasks, {j, cover_rank(v, s, cover, j)},
                       &CoverTask::rank);
        }
    }
    for (std::uint32_t side = 0; side < cover.sides; ++side) {
        const std::uint32_t i = cover.server[side];
        cover.now[side] = 0;
        cover.room_ms[side] = s.limit_ms[i] - s.load_ms[i];
        cover.items[side] = 0;
        for (std::uint32_t k = 0; k < cover.count; ++k) {
            const std::uint32_t j = cover.task[k].task;
            if (s.now[j].server == i) {
                cover.now[side] |= std::uint64_t{1} << k;
                cover.room_ms[side] += s.now[j].run_ms;
            }
            if (!may_run_on(v, j, i)) continue;
            const LoadsOption here = option_at(v, j, i, 0);
            cover.item[side][cover.items[side]++] = {
                v.task_price[j] - static_cast<double>(here.cost_nano), here.run_ms, k};
        }
    }
    for (std::uint32_t side = 0; side < cover.sides; ++side)
        cover.best[side].tasks = cover.now[side];
    for (std::uint32_t k = 0; k < cover.count; ++k)
        cover.price[k] = v.task_price[cover.task[k].task];
}

}  // namespace nightwatt
