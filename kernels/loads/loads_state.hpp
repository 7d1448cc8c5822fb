#pragma once

#include "kernels/loads/loads_view.hpp"

namespace nightwatt {

struct Cover;  // kernels/loads/cover.hpp

/// A plan while it is improved: loads and costs are exact, and up to date after every move. What a
/// move is judged by is the cost plus a penalty for load above a limit,
///
///   value = sum_j (c_j + lambda_i * run_j) + sum_i f_i(L_i) + sum_i penalty_i * max(0, L_i -
///   limit_i)
///
/// with lambda_i the price that the makespan gives to a server's time, and limit_i the end of the
/// window or the makespan aimed at, whichever is less. Where all loads keep within their limits, a
/// plan of less value has more room to end earlier. Arrays belong to the caller; tasks of a server
/// form a ring-free list through next and previous.
struct LoadsState {
    LoadsOption* now;         ///< [task]: where it stands
    std::uint32_t* next;      ///< [task]
    std::uint32_t* previous;  ///< [task]
    std::uint32_t* head;      ///< [server]
    std::int64_t* load_ms;    ///< [server]
    std::int64_t* limit_ms;   ///< [server]
    double* penalty;          ///< [server]: nano-money a ms above the limit
    std::int64_t cost_nano;   ///< of all tasks and servers, without the makespan
    std::uint32_t above;      ///< servers above their limits
    Cover* cover;             ///< scratch memory; null where tasks have no prices
};
inline constexpr std::uint32_t no_task = 0xFFFFFFFFu;

HOST_DEVICE inline void link_task(LoadsState& s, std::uint32_t task, std::uint32_t server) {
    s.next[task] = s.head[server];
    s.previous[task] = no_task;
    if (s.head[server] != no_task) s.previous[s.head[server]] = task;
    s.head[server] = task;
}

HOST_DEVICE inline void unlink_task(LoadsState& s, std::uint32_t task) {
    const std::uint32_t after = s.next[task];
    const std::uint32_t before = s.previous[task];
    if (before == no_task) {
        s.head[s.now[task].server] = after;
    } else {
        s.next[before] = after;
    }
    if (after != no_task) s.previous[after] = before;
}

/// A server's own part of the value at a load.
HOST_DEVICE inline double server_value(const LoadsView& v, const LoadsState& s,
                                       std::uint32_t server, std::int64_t load_ms) {
    const std::int64_t above_ms = load_ms - s.limit_ms[server];
    const double penalty = above_ms > 0 ? s.penalty[server] * static_cast<double>(above_ms) : 0;
    return v.fixed ? penalty + static_cast<double>(fixed_nano(v, server, load_ms)) : penalty;
}

/// Changes a server's load; costs and the count of servers above their limits follow.
HOST_DEVICE inline void set_load(const LoadsView& v, LoadsState& s, std::uint32_t server,
                                 std::int64_t load_ms) {
    const std::int64_t before_ms = s.load_ms[server];
    if (v.fixed) s.cost_nano += fixed_nano(v, server, load_ms) - fixed_nano(v, server, before_ms);
    if (before_ms > s.limit_ms[server]) --s.above;
    if (load_ms > s.limit_ms[server]) ++s.above;
    s.load_ms[server] = load_ms;
}

/// Puts a task where `option` says.
HOST_DEVICE inline void place_task(const LoadsView& v, LoadsState& s, std::uint32_t task,
                                   const LoadsOption& option) {
    const LoadsOption from = s.now[task];
    unlink_task(s, task);
    set_load(v, s, from.server, s.load_ms[from.server] - from.run_ms);
    s.cost_nano += option.cost_nano - from.cost_nano;
    s.now[task] = option;
    link_task(s, task, option.server);
    set_load(v, s, option.server, s.load_ms[option.server] + option.run_ms);
}

}  // namespace nightwatt
