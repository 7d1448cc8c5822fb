#pragma once

#include "kernels/loads/cover_prices.hpp"

namespace nightwatt {

/// Finds the placement of least slack, below `most_slack`, that is not the present one. True:
/// chosen[side] is the pattern of each server.
HOST_DEVICE inline bool choose_patterns(const Cover& cover, double most_slack,
                                        std::uint32_t node_limit,
                                        std::uint32_t chosen[cover_servers], std::uint32_t& nodes) {
    // Servers with few patterns first.
    std::uint32_t order[cover_servers];
    for (std::uint32_t side = 0; side < cover.sides; ++side) {
        std::uint32_t at = side;
        while (at > 0 && cover.patterns[order[at - 1]] > cover.patterns[side]) {
            order[at] = order[at - 1];
            --at;
        }
        order[at] = side;
    }
    // What the servers from a depth on could take at all.
    std::uint64_t reach[cover_servers + 1];
    reach[cover.sides] = 0;
    for (std::uint32_t depth = cover.sides; depth-- > 0;) {
        const std::uint32_t side = order[depth];
        reach[depth] = reach[depth + 1];
        for (std::uint32_t k = 0; k < cover.patterns[side]; ++k) {
            reach[depth] |= cover.pattern[side][k].tasks;
        }
    }
    const std::uint64_t all = (std::uint64_t{1} << cover.count) - 1;
    std::uint64_t used[cover_servers + 1];
    double slack[cover_servers + 1];
    std::uint32_t next[cover_servers];
    used[0] = 0;
    slack[0] = 0;
    next[0] = 0;
    bool found = false;
    std::uint32_t depth = 0;
    for (const std::uint32_t last = nodes + node_limit; nodes != last; ++nodes) {
        const std::uint32_t side = order[depth];
        const bool open = next[depth] != cover.patterns[side] &&
                          slack[depth] + cover.pattern[side][next[depth]].slack < most_slack;
        if (!open) {
            if (depth == 0) break;
            --depth;
            continue;
        }
        const ServerPattern& pattern = cover.pattern[side][next[depth]++];
        const std::uint64_t with = used[depth] | pattern.tasks;
        if ((pattern.tasks & used[depth]) != 0 || (all & ~with & ~reach[depth + 1]) != 0) continue;
        if (depth + 1 != cover.sides) {
            used[depth + 1] = with;
            slack[depth + 1] = slack[depth] + pattern.slack;
            next[++depth] = 0;
            continue;
        }
        bool moved = false;
        for (std::uint32_t d = 0; d < cover.sides; ++d) {
            moved = moved || cover.pattern[order[d]][next[d] - 1].tasks != cover.now[order[d]];
        }
        if (!moved) continue;
        found = true;
        most_slack = slack[depth] + pattern.slack;
        for (std::uint32_t d = 0; d < cover.sides; ++d) chosen[order[d]] = next[d] - 1;
    }
    return found;
}

/// Puts the tasks of a cover where they cost least, or where it costs at most `accepted` more than
/// now if nothing else is better; the servers' limits hold. Returns whether the plan changed.
HOST_DEVICE inline bool solve_cover(const LoadsView& v, LoadsState& s, Cover& cover,
                                    double accepted, std::uint32_t node_limit,
                                    std::uint32_t& nodes) {
    gather_tasks(v, s, cover);
    const double waste = lower_waste(v, s, cover, accepted, node_limit, nodes);
    const double most_slack = waste + accepted;
    for (std::uint32_t side = 0; side < cover.sides; ++side) {
        PatternList list{cover.pattern[side], 0};
        list_patterns(cover.item[side], cover.items[side], cover.room_ms[side],
                      cover.best[side].profit, most_slack, node_limit, list, nodes);
        cover.patterns[side] = list.count;
    }
    std::uint32_t chosen[cover_servers];
    if (!choose_patterns(cover, most_slack, node_limit, chosen, nodes)) return false;
    for (std::uint32_t side = 0; side < cover.sides; ++side) {
        const std::uint64_t tasks = cover.pattern[side][chosen[side]].tasks;
        for (std::uint32_t k = 0; k < cover.count; ++k) {
            if ((tasks >> k & 1) == 0 || (cover.now[side] >> k & 1) != 0) continue;
            const std::uint32_t j = cover.task[k].task;
            place_task(v, s, j, option_at(v, j, cover.server[side], 0));
        }
    }
    return true;
}

}  // namespace nightwatt
