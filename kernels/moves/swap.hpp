#pragma once

#include "kernels/moves/pair_draft.hpp"

namespace nightwatt {

/// Swap: a task of each server takes the other's place, at the level nearest to its own. The tasks
/// wait as long as the ones whose place they take, or, as often, as they did before. False where
/// there are no such tasks.
HOST_DEVICE inline bool swap(const ProblemView& p, PairDraft& draft, const Draw& what) {
    if (draft.sides < 2 || draft.track[0].count == 0 || draft.track[1].count == 0) return false;
    const std::uint32_t place[2] = {what.below(1, draft.track[0].count),
                                    what.below(2, draft.track[1].count)};
    const TrackItem item[2] = {draft.track[0].items[place[0]], draft.track[1].items[place[1]]};
    if (!may_use(p, item[0].task, draft.server[1]) || !may_use(p, item[1].task, draft.server[0])) {
        return false;
    }
    for (std::uint32_t side = 0; side < 2; ++side) {
        const TrackItem& moved = item[1 - side];
        const bool pinned = pinned_start_ms(p, moved.task) >= 0;
        const std::int64_t hold_ms =
            pinned || (what.word[3] & 1u) != 0 ? moved.hold_ms : item[side].hold_ms;
        draft.replace(
            side, place[side],
            {hold_ms, moved.task, allowed_level(p, moved.task, draft.server[side], moved.level)});
    }
    return true;
}

}  // namespace nightwatt
