#pragma once

#include "kernels/loads/loads_state.hpp"

namespace nightwatt {

/// By how much the value changes if task a goes where `a_to` says and task b where `b_to` says,
/// each to the other's server.
HOST_DEVICE inline double swap_delta(const LoadsView& v, const LoadsState& s, std::uint32_t a,
                                     const LoadsOption& a_to, std::uint32_t b,
                                     const LoadsOption& b_to) {
    const LoadsOption& a_from = s.now[a];
    const LoadsOption& b_from = s.now[b];
    const std::int64_t a_ms = s.load_ms[a_from.server];
    const std::int64_t b_ms = s.load_ms[b_from.server];
    return (a_to.guide - a_from.guide) + (b_to.guide - b_from.guide) +
           (server_value(v, s, a_from.server, a_ms - a_from.run_ms + b_to.run_ms) -
            server_value(v, s, a_from.server, a_ms)) +
           (server_value(v, s, b_from.server, b_ms - b_from.run_ms + a_to.run_ms) -
            server_value(v, s, b_from.server, b_ms));
}

}  // namespace nightwatt
