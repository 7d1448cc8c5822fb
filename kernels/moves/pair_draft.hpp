#pragma once

#include "kernels/genetic.hpp"
#include "kernels/server_walk.hpp"

namespace nightwatt {

/// Two servers of a plan under improvement (or one, where there is no other). A move writes both
/// sequences into `next`; keep() makes that the present. Arrays have room for all tasks of both.
struct PairDraft {
    int sides;  ///< 2, or 1 where a server has no partner
    std::uint32_t server[2];
    Sequence now[2];
    Sequence next[2];

    /// Starts a move: `next` is a copy of `now`.
    HOST_DEVICE void begin() {
        for (int side = 0; side < sides; ++side) {
            next[side].count = now[side].count;
            for (std::uint32_t k = 0; k < now[side].count; ++k) {
                next[side].items[k] = now[side].items[k];
            }
        }
    }
    HOST_DEVICE void keep() {
        for (int side = 0; side < sides; ++side) {
            const Sequence spare = now[side];
            now[side] = next[side];
            next[side] = spare;
        }
    }
    HOST_DEVICE SequenceItem remove(int side, std::uint32_t place) {
        Sequence& draft = next[side];
        const SequenceItem item = draft.items[place];
        for (std::uint32_t k = place + 1; k < draft.count; ++k) draft.items[k - 1] = draft.items[k];
        --draft.count;
        return item;
    }
    HOST_DEVICE void insert(int side, std::uint32_t place, const SequenceItem& item) {
        Sequence& draft = next[side];
        for (std::uint32_t k = draft.count; k > place; --k) draft.items[k] = draft.items[k - 1];
        draft.items[place] = item;
        ++draft.count;
    }
    /// Place in a sequence before the first task that starts later than t_ms.
    [[nodiscard]] HOST_DEVICE std::uint32_t place_at(int side, std::int64_t t_ms) const {
        std::uint32_t place = 0;
        while (place < next[side].count && next[side].items[place].start_ms <= t_ms) ++place;
        return place;
    }
};

/// Whether a task may use a server: its profile's servers are in ascending order.
HOST_DEVICE inline bool may_use(const ProblemView& p, std::uint32_t task, std::uint32_t server) {
    std::uint32_t low = p.profile_first[p.profile[task]];
    std::uint32_t high = p.profile_first[p.profile[task] + 1];
    while (low < high) {
        const std::uint32_t middle = low + (high - low) / 2;
        if (p.profile_servers[middle] < server) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < p.profile_first[p.profile[task] + 1] && p.profile_servers[low] == server;
}

}  // namespace nightwatt
