#pragma once

#include "kernels/moves/pair_draft.hpp"

namespace nightwatt {

/// Exchange tails: from a moment on, the tasks of the two servers change places, at the levels
/// nearest to their own. The moment is the start of an item or the very beginning, where whole
/// servers change places: with an empty one this closes a server and opens another. False where
/// some task may not follow.
HOST_DEVICE inline bool exchange_tails(const ProblemView& p, PairDraft& draft, const Draw& what) {
    if (draft.sides < 2 || draft.track[0].count == 0) return false;
    const std::uint32_t first = what.below(1, draft.track[0].count);
    const std::uint32_t begin[2] = {
        first,
        first == 0 ? 0 : draft.track[1].place_after(draft.track[0].items[first].start_ms - 1)};
    for (std::uint32_t side = 0; side < 2; ++side) {
        for (std::uint32_t i = begin[side]; i < draft.track[side].count; ++i) {
            if (!may_use(p, draft.track[side].items[i].task, draft.server[1 - side])) return false;
        }
    }
    for (std::uint32_t side = 0; side < 2; ++side) {
        const Track& other = draft.track[1 - side];
        draft.splice[side].begin(begin[side]);
        draft.splice[side].last = draft.track[side].count;
        for (std::uint32_t i = begin[1 - side]; i < other.count; ++i) {
            const TrackItem& item = other.items[i];
            draft.splice[side].add({item.hold_ms, item.task,
                                    allowed_level(p, item.task, draft.server[side], item.level)});
        }
    }
    return true;
}

}  // namespace nightwatt
