#pragma once

#include "kernels/loads/loads_state.hpp"

namespace nightwatt {

/// By how much the value changes if a task moves to another server or level.
HOST_DEVICE inline double shift_delta(const LoadsView& v, const LoadsState& s, std::uint32_t task,
                                      const LoadsOption& to) {
    const LoadsOption& from = s.now[task];
    const double cost = to.guide - from.guide;
    const std::int64_t load_ms = s.load_ms[from.server];
    if (from.server == to.server) {
        return cost + server_value(v, s, to.server, load_ms - from.run_ms + to.run_ms) -
               server_value(v, s, to.server, load_ms);
    }
    const std::int64_t other_ms = s.load_ms[to.server];
    return cost +
           (server_value(v, s, from.server, load_ms - from.run_ms) -
            server_value(v, s, from.server, load_ms)) +
           (server_value(v, s, to.server, other_ms + to.run_ms) -
            server_value(v, s, to.server, other_ms));
}

}  // namespace nightwatt
