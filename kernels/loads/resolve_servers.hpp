#pragma once

#include "kernels/loads/keep_least.hpp"
#include "kernels/loads/loads_state.hpp"

namespace nightwatt {

/// Best placement of some tasks on a few servers, by depth-first branch and bound.
///
/// With prices q_i of what the limits leave free (LoadsCore::price) every placement of the servers'
/// tasks is worth
///
///   value = constant + sum_j regret_j + sum_i excess_i(L_i)
///   regret_j = guide + (idle price + q) * run above the task's least among these servers
///   excess_i(L) = (penalty_i - q_i) * (L - limit_i) above the limit, q_i * (limit_i - L) below
///
/// and both sums are never negative. So a task whose second-best place costs more regret than the
/// sums are now stays at its best, and a branch ends as soon as regrets and excess of what stands
/// already reach the best known.
inline constexpr std::uint32_t core_servers = 4;
inline constexpr std::uint32_t core_tasks = 24;
inline constexpr std::uint32_t core_places = 6;  ///< of a task: more than servers where levels are

struct CorePlace {
    double regret;
    const LoadsOption* option;
    std::uint32_t run_ms;
    std::uint32_t side;  ///< which of the servers
};

struct CoreTask {
    std::uint32_t task;
    std::uint32_t places;
    std::uint32_t now;  ///< place where it stands
    double rank;        ///< regret of leaving the best place
    CorePlace place[core_places];
};

struct LoadsCore {
    std::uint32_t sides;
    std::uint32_t count;
    std::uint32_t server[core_servers];
    double price[core_servers];       ///< q: of the limit, nano-money a ms
    double idle_price[core_servers];  ///< of idle power
    double penalty[core_servers];
    std::int64_t limit_ms[core_servers];
    std::int64_t fixed_ms[core_servers];  ///< load of the tasks that do not move
    double now_regret;                    ///< of all free tasks
    CoreTask task[core_tasks];
};

HOST_DEVICE inline double core_excess(const LoadsCore& core, std::uint32_t side,
                                      std::int64_t load_ms) {
    const auto above_ms = static_cast<double>(load_ms - core.limit_ms[side]);
    return above_ms > 0 ? (core.penalty[side] - core.price[side]) * above_ms
                        : -core.price[side] * above_ms;
}

/// Excess of the part of a load that already stands.
HOST_DEVICE inline double core_overload(const LoadsCore& core, std::uint32_t side,
                                        std::int64_t load_ms) {
    const auto above_ms = static_cast<double>(load_ms - core.limit_ms[side]);
    return above_ms > 0 ? (core.penalty[side] - core.price[side]) * above_ms : 0;
}

/// Gathers a task's places among the core's servers; its present option always belongs to them.
HOST_DEVICE inline CoreTask core_task(const LoadsView& v, const LoadsState& s,
                                      const LoadsCore& core, std::uint32_t task) {
    CoreTask found{};
    found.task = task;
    const LoadsOption* const now = s.now + task;
    const auto add = [&](const LoadsOption* option, std::uint32_t side) {
        const double worth =
            option->guide + (core.idle_price[side] + core.price[side]) * option->run_ms;
        std::uint32_t at = found.places < core_places ? found.places++ : core_places - 1;
        if (at == core_places - 1 && found.places == core_places &&
            found.place[at].option != nullptr && found.place[at].regret <= worth) {
            return;
        }
        while (at > 0 && found.place[at - 1].regret > worth) {
            found.place[at] = found.place[at - 1];
            --at;
        }
        found.place[at] = {worth, option, option->run_ms, side};
    };
    bool seen = false;
    for (std::uint32_t k = v.first[task]; k != v.first[task + 1]; ++k) {
        const LoadsOption* const option = v.options + k;
        for (std::uint32_t side = 0; side < core.sides; ++side) {
            if (option->server != core.server[side]) continue;
            seen = seen || (option->server == now->server && option->level == now->level);
            add(option, side);
        }
    }
    if (!seen) {
        for (std::uint32_t side = 0; side < core.sides; ++side) {
            if (core.server[side] == now->server) add(now, side);
        }
    }
    const double least = found.place[0].regret;
    found.now = core_places;
    for (std::uint32_t k = 0; k < found.places; ++k) {
        CorePlace& place = found.place[k];
        place.regret -= least;
        if (place.option->server == now->server && place.option->level == now->level) {
            found.now = k;
        }
    }
    found.rank = found.places > 1 ? found.place[1].regret : 0;
    return found;
}

/// Gathers the core of the servers in core.server[0 .. sides): the tasks that may move, at most
/// core_tasks of least rank. Returns the sums of regrets and excess as things stand.
HOST_DEVICE inline double gather_core(const LoadsView& v, const LoadsState& s, LoadsCore& core) {
    double budget = 0;
    core.count = 0;
    for (std::uint32_t side = 0; side < core.sides; ++side) {
        const std::uint32_t i = core.server[side];
        core.limit_ms[side] = s.limit_ms[i];
        core.penalty[side] = s.penalty[i];
        core.price[side] = v.limit_price[i];
        core.idle_price[side] = v.idle_price[i];
        if (core.price[side] > 0.9 * core.penalty[side])
            core.price[side] = 0.9 * core.penalty[side];
        core.fixed_ms[side] = s.load_ms[i];
        budget += core_excess(core, side, s.load_ms[i]);
    }
    core.now_regret = 0;
    for (std::uint32_t side = 0; side < core.sides; ++side) {
        for (std::uint32_t j = s.head[core.server[side]]; j != no_task; j = s.next[j]) {
            const CoreTask found = core_task(v, s, core, j);
            if (found.places < 2 || found.now == core_places) continue;
            keep_least(core.task, core.count, core_tasks, found, &CoreTask::rank);
        }
    }
    for (std::uint32_t k = 0; k < core.count; ++k) {
        const CoreTask& task = core.task[k];
        core.now_regret += task.place[task.now].regret;
    }
    budget += core.now_regret;
    while (core.count > 0 && core.task[core.count - 1].rank >= budget &&
           core.task[core.count - 1].now == 0) {
        --core.count;
    }
    for (std::uint32_t k = 0; k < core.count; ++k) {
        const CorePlace& place = core.task[k].place[core.task[k].now];
        core.fixed_ms[place.side] -= place.run_ms;
    }
    return budget;
}

/// Finds a placement whose sums are below `budget`, the best met within `node_limit` nodes. Returns
/// the sums found, or `budget` if there is none; `place` is then unchanged.
HOST_DEVICE inline double solve_core(LoadsCore& core, double budget, std::uint32_t node_limit,
                                     std::uint32_t place[core_tasks], std::uint32_t& nodes) {
    // Long tasks first: short ones fill what is left.
    for (std::uint32_t a = 1; a < core.count; ++a) {
        const CoreTask moved = core.task[a];
        std::uint32_t at = a;
        while (at > 0 && core.task[at - 1].place[0].run_ms < moved.place[0].run_ms) {
            core.task[at] = core.task[at - 1];
            --at;
        }
        core.task[at] = moved;
    }
    std::int64_t load_ms[core_servers];
    for (std::uint32_t side = 0; side < core.sides; ++side) load_ms[side] = core.fixed_ms[side];
    std::uint32_t trial[core_tasks];
    double regret[core_tasks + 1];
    regret[0] = 0;
    double best = budget;
    std::uint32_t depth = 0;
    nodes = 0;
    trial[0] = 0;
    if (core.count == 0) return best;
    for (;;) {
        const CoreTask& task = core.task[depth];
        bool down = false;
        if (trial[depth] < task.places && nodes < node_limit) {
            const CorePlace& here = task.place[trial[depth]];
            ++nodes;
            const double sum = regret[depth] + here.regret;
            if (sum < best) {
                load_ms[here.side] += here.run_ms;
                const bool leaf = depth + 1 == core.count;
                double bound = sum;
                for (std::uint32_t side = 0; side < core.sides; ++side) {
                    bound += leaf ? core_excess(core, side, load_ms[side])
                                  : core_overload(core, side, load_ms[side]);
                }
                if (bound < best) {
                    if (leaf) {
                        best = bound;
                        for (std::uint32_t k = 0; k < core.count; ++k) place[k] = trial[k];
                    } else {
                        regret[depth + 1] = sum;
                        down = true;
                    }
                }
                if (!down) load_ms[here.side] -= here.run_ms;
            } else {
                trial[depth] = task.places;  // places are sorted by regret
            }
        } else if (nodes >= node_limit) {
            trial[depth] = task.places;
        }
        if (down) {
            ++depth;
            trial[depth] = 0;
            continue;
        }
        if (trial[depth] < task.places) ++trial[depth];
        while (trial[depth] >= core.task[depth].places) {
            if (depth == 0) return best;
            --depth;
            const CorePlace& here = core.task[depth].place[trial[depth]];
            load_ms[here.side] -= here.run_ms;
            ++trial[depth];
        }
    }
}

}  // namespace nightwatt
