#pragma once

#include <cstdint>

#include "kernels/host_device.hpp"

namespace nightwatt {

/// Which tasks of a cover (loads/cover.hpp) a server might take: the nearly best of all sets that
/// fit on it.
inline constexpr std::uint32_t cover_tasks = 60;
inline constexpr std::uint32_t cover_patterns = 512;

/// A set of tasks, bit k: task k of the cover.
struct ServerPattern {
    std::uint64_t tasks;
    double slack;  ///< profit below that of the best set
};

/// A task as one server sees it.
struct PatternItem {
    double profit;  ///< task price less cost, may be below 0
    std::uint32_t run_ms;
    std::uint32_t bit;
};

/// The best patterns met, at most cover_patterns: a heap with the greatest slack on top while it is
/// being filled. Memory belongs to the caller.
struct PatternList {
    ServerPattern* pattern;
    std::uint32_t count;
};

HOST_DEVICE inline void sink_pattern(PatternList& list, std::uint32_t place, std::uint32_t count) {
    const ServerPattern moved = list.pattern[place];
    for (;;) {
        std::uint32_t child = 2 * place + 1;
        if (child >= count) break;
        if (child + 1 < count && list.pattern[child + 1].slack > list.pattern[child].slack) ++child;
        if (list.pattern[child].slack <= moved.slack) break;
        list.pattern[place] = list.pattern[child];
        place = child;
    }
    list.pattern[place] = moved;
}

/// Takes a pattern in; where the list is full, the one of greatest slack leaves.
HOST_DEVICE inline void keep_pattern(PatternList& list, const ServerPattern& pattern) {
    if (list.count == cover_patterns) {
        if (pattern.slack >= list.pattern[0].slack) return;
        list.pattern[0] = pattern;
        return sink_pattern(list, 0, list.count);
    }
    std::uint32_t place = list.count++;
    while (place > 0 && list.pattern[(place - 1) / 2].slack < pattern.slack) {
        list.pattern[place] = list.pattern[(place - 1) / 2];
        place = (place - 1) / 2;
    }
    list.pattern[place] = pattern;
}

/// From a heap to ascending slack.
HOST_DEVICE inline void sort_patterns(PatternList& list) {
    for (std::uint32_t end = list.count; end > 1; --end) {
        const ServerPattern most = list.pattern[0];
        list.pattern[0] = list.pattern[end - 1];
        list.pattern[end - 1] = most;
        sink_pattern(list, 0, end - 1);
    }
}

/// Most profit, in fractions, that items from `k` on bring within room_ms: items are sorted by
/// profit / run, falling.
HOST_DEVICE inline double fractional_profit(const PatternItem* items, std::uint32_t count,
                                            std::uint32_t k, std::int64_t room_ms) {
    double sum = 0;
    for (; k != count && items[k].profit > 0; ++k) {
        if (items[k].run_ms > room_ms) {
            return sum + items[k].profit * static_cast<double>(room_ms) / items[k].run_ms;
        }
        room_ms -= items[k].run_ms;
        sum += items[k].profit;
    }
    return sum;
}

/// Calls see(tasks, profit) for every set of items within room_ms whose profit is at least
/// floor(), depth first. Returns the nodes visited; the search ends at node_limit.
template <class Floor, class See>
HOST_DEVICE std::uint32_t each_pattern(const PatternItem* items, std::uint32_t count,
                                       std::int64_t room_ms, std::uint32_t node_limit,
                                       const Floor& floor, const See& see) {
    double profit[cover_tasks + 1];  // of what is taken, by the number of items taken
    std::uint32_t taken[cover_tasks];
    std::uint32_t depth = 0;
    std::uint64_t tasks = 0;
    std::uint32_t k = 0;
    profit[0] = 0;
    for (std::uint32_t nodes = 1;; ++nodes) {
        if (nodes == node_limit) return nodes;
        const bool worth = profit[depth] + fractional_profit(items, count, k, room_ms) >= floor();
        if (worth && k != count) {
            if (items[k].run_ms <= room_ms) {
                room_ms -= items[k].run_ms;
                tasks |= std::uint64_t{1} << items[k].bit;
                profit[depth + 1] = profit[depth] + items[k].profit;
                taken[depth++] = k;
            }
            ++k;
            continue;
        }
        if (worth) see(tasks, profit[depth]);
        if (depth == 0) return nodes;
        k = taken[--depth];
        room_ms += items[k].run_ms;
        tasks &= ~(std::uint64_t{1} << items[k].bit);
        ++k;
    }
}

/// Sorts items by profit / run, falling; ties by bit.
HOST_DEVICE inline void sort_items(PatternItem* items, std::uint32_t count) {
    for (std::uint32_t a = 1; a < count; ++a) {
        const PatternItem moved = items[a];
        std::uint32_t at = a;
        while (at > 0 &&
               items[at - 1].profit * moved.run_ms < moved.profit * items[at - 1].run_ms) {
            items[at] = items[at - 1];
            --at;
        }
        items[at] = moved;
    }
}

/// A set and what it brings.
struct BestSet {
    std::uint64_t tasks = 0;
    double profit = 0;
};

/// The best set that fits, or one that is less than `least_gain` short of it; `guess` fits and is
/// the first to beat. Items must be sorted.
HOST_DEVICE inline BestSet best_set(const PatternItem* items, std::uint32_t count,
                                    std::int64_t room_ms, std::uint64_t guess, double least_gain,
                                    std::uint32_t node_limit, std::uint32_t& nodes) {
    BestSet best{guess, 0};
    for (std::uint32_t k = 0; k < count; ++k) {
        if ((guess >> items[k].bit & 1) != 0) best.profit += items[k].profit;
    }
    nodes += each_pattern(
        items, count, room_ms, node_limit, [&] { return best.profit + least_gain; },
        [&](std::uint64_t tasks, double profit) {
            if (profit > best.profit) best = {tasks, profit};
        });
    return best;
}

/// Lists the sets whose slack below `best` is at most `most_slack`, sorted by slack. Items must be
/// sorted. Where the search comes to the node limit, some are missing.
HOST_DEVICE inline void list_patterns(const PatternItem* items, std::uint32_t count,
                                      std::int64_t room_ms, double best, double most_slack,
                                      std::uint32_t node_limit, PatternList& list,
                                      std::uint32_t& nodes) {
    list.count = 0;
    nodes += each_pattern(
        items, count, room_ms, node_limit,
        [&] {
            const bool full = list.count == cover_patterns;
            return best - (full ? list.pattern[0].slack : most_slack);
        },
        [&](std::uint64_t tasks, double profit) {
            keep_pattern(list, {tasks, best - profit});
        });
    sort_patterns(list);
}

}  // namespace nightwatt
