#pragma once

#include "kernels/loads/loads_dice.hpp"
#include "kernels/loads/loads_state.hpp"

namespace nightwatt {

/// Adds to server[0] others that good options of their tasks link to it, up to `wanted` in all.
/// Returns their number.
HOST_DEVICE inline std::uint32_t linked_servers(const LoadsView& v, const LoadsState& s,
                                                std::uint32_t* server, std::uint32_t wanted,
                                                LoadsDice& dice) {
    const std::uint32_t hops = v.problem.task_count / v.problem.server_count + 1;
    std::uint32_t sides = 1;
    for (std::uint32_t tries = 0; tries < 12 && sides < wanted; ++tries) {
        std::uint32_t j = s.head[server[dice.below(sides)]];
        for (std::uint32_t hop = dice.below(hops); hop > 0 && j != no_task; --hop) {
            if (s.next[j] == no_task) break;
            j = s.next[j];
        }
        if (j == no_task) continue;
        const std::uint32_t count = v.first[j + 1] - v.first[j];
        const std::uint32_t a = dice.below(count);
        const std::uint32_t b = dice.below(count);
        const std::uint32_t other = v.options[v.first[j] + (a < b ? a : b)].server;
        bool known = false;
        for (std::uint32_t k = 0; k < sides; ++k) known = known || server[k] == other;
        if (!known) server[sides++] = other;
    }
    return sides;
}

}  // namespace nightwatt
