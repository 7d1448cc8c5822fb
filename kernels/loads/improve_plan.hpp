#pragma once

#include "kernels/loads/linked_servers.hpp"
#include "kernels/loads/resolve_servers.hpp"
#include "kernels/loads/shift.hpp"
#include "kernels/loads/swap_tasks.hpp"

namespace nightwatt {

/// How one plan is improved: chosen anew for every plan and generation, because no single setting
/// suits all matrices.
struct LoadsEffort {
    std::int64_t work;       ///< looks at a task's option or a node of a core
    double first_threshold;  ///< worsening that is accepted at first, in nano-money
    double last_threshold;
    double harshness;          ///< penalty of load above the limit, in prices of the server
    double tightening;         ///< of the room between makespan and bound, after every success
    double core_share;         ///< of steps that solve a core
    std::uint32_t core_nodes;  ///< of a core's branch and bound
    std::uint32_t core_sides;  ///< servers of a core, at most
};

HOST_DEVICE inline LoadsEffort choose_effort(const LoadsView& v, std::int64_t work,
                                             LoadsDice& dice) {
    const double thresholds[4] = {0.02, 0.05, 0.1, 0.3};
    const double harsh[4] = {1, 2, 2, 4};
    const double shares[4] = {0.02, 0.05, 0.1, 0.3};
    LoadsEffort e{};
    e.work = work;
    e.first_threshold = thresholds[dice.below(4)] * v.task_cost;
    e.last_threshold = 0.003 * v.task_cost;
    e.harshness = harsh[dice.below(4)];
    e.tightening = dice.below(2) == 0 ? 0.02 : 0.1;
    e.core_share = shares[dice.below(4)];
    e.core_nodes = dice.below(2) == 0 ? 1000 : 5000;
    e.core_sides = core_servers;
    return e;
}

/// Limits for a makespan aimed at; windows close in any case.
HOST_DEVICE inline void aim_at(const LoadsView& v, LoadsState& s, std::int64_t end_ms) {
    s.above = 0;
    for (std::uint32_t i = 0; i < v.problem.server_count; ++i) {
        const ServerFacts& facts = v.problem.servers[i];
        s.limit_ms[i] = smaller(facts.close_ms, end_ms) - facts.first_start_ms;
        if (s.load_ms[i] > s.limit_ms[i]) ++s.above;
    }
}

HOST_DEVICE inline std::int64_t last_end_ms(const LoadsView& v, const LoadsState& s) {
    std::int64_t end_ms = 0;
    for (std::uint32_t i = 0; i < v.problem.server_count; ++i) {
        if (s.load_ms[i] == 0) continue;
        end_ms = larger(end_ms, v.problem.servers[i].first_start_ms + s.load_ms[i]);
    }
    return end_ms;
}

HOST_DEVICE inline std::int64_t violation_ms(const LoadsView& v, const LoadsState& s) {
    std::int64_t sum = 0;
    for (std::uint32_t i = 0; i < v.problem.server_count; ++i) {
        if (s.load_ms[i] == 0) continue;
        const ServerFacts& facts = v.problem.servers[i];
        sum += larger(0, facts.first_start_ms + s.load_ms[i] - facts.close_ms);
    }
    return sum;
}

inline constexpr double most_mean_penalty = 5;  ///< in floors

/// Penalties grow where limits are exceeded and fall where they are kept, but never below their
/// floor. `bounded`: on average they stay within a few times of it, so that thresholds keep their
/// meaning; the ends of windows must hold whatever it takes.
HOST_DEVICE inline void adapt_penalties(const LoadsView& v, LoadsState& s, double harshness,
                                        bool bounded) {
    double mean = 0;
    for (std::uint32_t i = 0; i < v.problem.server_count; ++i) {
        const double floor = larger_of(harshness * v.price[i], v.penalty_floor);
        const bool above = s.load_ms[i] > s.limit_ms[i];
        s.penalty[i] = above ? s.penalty[i] * 1.1 : larger_of(floor, s.penalty[i] * 0.97);
        mean += s.penalty[i] / floor;
    }
    mean /= v.problem.server_count;
    if (!bounded || mean <= most_mean_penalty) return;
    for (std::uint32_t i = 0; i < v.problem.server_count; ++i) {
        const double floor = larger_of(harshness * v.price[i], v.penalty_floor);
        s.penalty[i] = larger_of(0.5 * floor, s.penalty[i] * (most_mean_penalty / mean));
    }
}

/// Solves a core of servers that are linked by good options of their tasks, an overloaded one among
/// them if there is any. Returns whether the plan changed.
HOST_DEVICE inline bool resolve_some(const LoadsView& v, LoadsState& s, const LoadsEffort& e,
                                     LoadsDice& dice, std::int64_t& work) {
    const std::uint32_t servers = v.problem.server_count;
    std::uint32_t first = s.now[dice.below(v.problem.task_count)].server;
    if (s.above > 0 && dice.below(4) != 0) {
        std::uint32_t i = dice.below(servers);
        while (s.load_ms[i] <= s.limit_ms[i]) i = i + 1 == servers ? 0 : i + 1;
        work += servers / 4;
        if (s.head[i] != no_task) first = i;
    }
    LoadsCore core{};
    core.server[0] = first;
    core.sides = linked_servers(v, s, core.server, 2 + dice.below(e.core_sides - 1), dice);
    if (core.sides < 2) return false;
    const double now = gather_core(v, s, core);
    const double below = now - 1e-9 * now;
    std::uint32_t place[core_tasks];
    std::uint32_t nodes = 0;
    const double found = solve_core(core, below, e.core_nodes, place, nodes);
    work += nodes + 8 * std::int64_t{core.sides} * (v.problem.task_count / servers + 1);
    if (!(found < below)) return false;
    for (std::uint32_t k = 0; k < core.count; ++k) {
        const CoreTask& task = core.task[k];
        if (place[k] == task.now) continue;
        const LoadsOption to = *task.place[place[k]].option;
        place_task(v, s, task.task, to);
    }
    return true;
}

/// Shifts a random task, or swaps it with the best partner on the other server, if that worsens the
/// value by no more than a random part of the threshold. Returns whether the plan changed.
HOST_DEVICE inline bool move_some(const LoadsView& v, LoadsState& s, double threshold,
                                  LoadsDice& dice, std::int64_t& work) {
    const std::uint32_t task = dice.below(v.problem.task_count);
    const LoadsOption from = s.now[task];
    const std::int64_t above_ms = s.load_ms[from.server] - s.limit_ms[from.server];
    const double relief =
        above_ms > 0 ? s.penalty[from.server] *
                           static_cast<double>(smaller(above_ms, std::int64_t{from.run_ms}))
                     : 0;
    const double u = dice.share();
    const double accepted = 2 * threshold * (1 - u) * (1 - u);
    const bool shift = dice.below(2) == 0;
    // An option that costs more than all that can be won by leaving is not worth a look.
    const double worth =
        static_cast<double>(from.reduced) + accepted + relief + (shift ? 0 : 0.5 * v.task_cost);
    const std::uint32_t first = v.first[task];
    std::uint32_t count = 0;
    while (first + count != v.first[task + 1] &&
           static_cast<double>(v.options[first + count].reduced) <= worth) {
        ++count;
    }
    ++work;
    if (count == 0) return false;
    const LoadsOption& to = v.options[first + dice.below(count)];
    if (to.server == from.server && to.level == from.level) return false;
    if (shift || to.server == from.server) {
        if (shift_delta(v, s, task, to) > accepted) return false;
        place_task(v, s, task, to);
        return true;
    }
    double best = 0;
    std::uint32_t partner = no_task;
    const LoadsOption* back = nullptr;
    for (std::uint32_t q = s.head[to.server]; q != no_task; q = s.next[q]) {
        ++work;
        const LoadsOption* const option = option_on(v, q, from.server);
        if (option == nullptr) continue;
        const double delta = swap_delta(v, s, task, to, q, *option);
        if (partner != no_task && delta >= best) continue;
        best = delta;
        partner = q;
        back = option;
    }
    if (partner == no_task || best > accepted) return false;
    place_task(v, s, task, to);
    place_task(v, s, partner, *back);
    return true;
}

/// Writes where the tasks stand into a plan.
HOST_DEVICE inline void show_plan(const LoadsState& s, const PlanView& plan, std::uint32_t tasks) {
    for (std::uint32_t j = 0; j < tasks; ++j) {
        plan.server[j] = s.now[j].server;
        plan.level[j] = static_cast<std::uint8_t>(s.now[j].level);
    }
}

/// Improves a plan that `s` holds and `plan` shows, whose score is `score`, by e.work steps of
/// threshold acceptance with a falling threshold. Whenever all loads keep within their limits and
/// the exact score is less, `plan` takes it over; without costs beside the makespan, a lower
/// makespan is then aimed at. Returns the plan's score.
HOST_DEVICE inline Score improve_loads(const LoadsView& v, LoadsState& s, const PlanView& plan,
                                       Score score, const LoadsEffort& e, LoadsDice& dice) {
    const std::uint32_t tasks = v.problem.task_count;
    const std::int64_t end_ms = last_end_ms(v, s);
    const bool makespan = v.problem.makespan_weight > 0;
    std::int64_t aim_ms = INT64_MAX / 4;
    if (makespan && v.costs) {
        aim_ms = end_ms + end_ms / 200 - end_ms / 50 * dice.below(1024) / 1024;
    } else if (makespan) {
        const std::int64_t room_ms = end_ms - v.floor_ms;
        const std::int64_t generous_ms = v.floor_ms + v.floor_ms / 50;
        const auto less_ms = static_cast<std::int64_t>(e.tightening * static_cast<double>(room_ms));
        aim_ms = smaller(generous_ms, end_ms - larger(1, less_ms));
    }
    aim_at(v, s, aim_ms);
    for (std::uint32_t i = 0; i < v.problem.server_count; ++i) {
        s.penalty[i] = larger_of(e.harshness * v.price[i], v.penalty_floor);
    }
    const bool aimed = makespan && !v.costs;
    std::int64_t best_end_ms = end_ms;
    std::int64_t met_at = 0;  // the work at which the aim was last changed
    const std::uint64_t core_below = static_cast<std::uint64_t>(e.core_share * 4294967296.0);
    const std::int64_t adapt_interval = 40 * (std::int64_t{tasks} + v.problem.server_count);
    std::int64_t adapt_at = adapt_interval;
    for (std::int64_t work = 0; work < e.work;) {
        // From the first threshold to the last by 1 / (1 + x): most work at low ones.
        const double x = static_cast<double>(work) / static_cast<double>(e.work);
        const double threshold =
            e.first_threshold / (1 + x * (e.first_threshold / e.last_threshold - 1));
        if (work >= adapt_at) {
            adapt_at += adapt_interval;
            adapt_penalties(v, s, e.harshness, aimed);
        }
        const bool changed = dice.word() < core_below ? resolve_some(v, s, e, dice, work)
                                                      : move_some(v, s, threshold, dice, work);
        if (aimed && work - met_at > e.work / 6) {
            // Out of reach: aim half as far below the best.
            aim_ms += (best_end_ms - aim_ms) / 2;
            aim_at(v, s, aim_ms);
            met_at = work;
        }
        if (!changed) continue;
        const std::int64_t now_ms = makespan ? last_end_ms(v, s) : 0;
        const Score now{s.above == 0 ? 0 : violation_ms(v, s),
                        s.cost_nano + weighted(now_ms, v.problem.makespan_weight)};
        if (now.violation == 0 && now < score) {
            score = now;
            best_end_ms = now_ms;
            show_plan(s, plan, tasks);
        }
        if (aimed && s.above == 0) {
            const auto room_ms = static_cast<double>(now_ms - v.floor_ms);
            aim_ms = now_ms - larger(1, static_cast<std::int64_t>(e.tightening * room_ms));
            aim_at(v, s, aim_ms);
            met_at = work;
        }
    }
    // No plan within the limits was met: at least exceed them less.
    const std::int64_t left_ms = violation_ms(v, s);
    if (score.violation > left_ms) {
        show_plan(s, plan, tasks);
        score.violation = left_ms;
    }
    return score;
}

}  // namespace nightwatt
