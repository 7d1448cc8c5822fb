#pragma once

#include "kernels/moves/pair_draft.hpp"

namespace nightwatt {

/// Swap: a task of each server takes the other's place, at the level nearest to its own. False
/// where there are no such tasks.
HOST_DEVICE inline bool swap(const ProblemView& p, PairDraft& draft, const Draw& random) {
    if (draft.sides < 2 || draft.now[0].count == 0 || draft.now[1].count == 0) return false;
    const std::uint32_t place[2] = {random.below(0, draft.now[0].count),
                                    random.below(1, draft.now[1].count)};
    SequenceItem item[2] = {draft.now[0].items[place[0]], draft.now[1].items[place[1]]};
    if (!may_use(p, item[0].task, draft.server[1]) || !may_use(p, item[1].task, draft.server[0])) {
        return false;
    }
    draft.begin();
    for (int side = 0; side < 2; ++side) {
        SequenceItem& moved = item[1 - side];
        moved.level = allowed_level(p, moved.task, draft.server[side], moved.level);
        draft.next[side].items[place[side]] = moved;
    }
    return true;
}

}  // namespace nightwatt
