#pragma once

#include "kernels/moves/pair_draft.hpp"

namespace nightwatt {

/// Swap: a task of each server takes the other's place, at the level nearest to its own. False
/// where there are no such tasks.
HOST_DEVICE inline bool swap(const ProblemView& p, PairDraft& draft, const Draw& random) {
    if (draft.sides < 2 || draft.now[0].count == 0 || draft.now[1].count == 0) return false;
    std::uint32_t place[2];
    std::uint32_t task[2];
    for (int side = 0; side < 2; ++side) {
        place[side] = random.below(side, draft.now[side].count);
        task[side] = draft.now[side].tasks[place[side]];
    }
    if (!may_use(p, task[0], draft.server[1]) || !may_use(p, task[1], draft.server[0])) {
        return false;
    }
    draft.begin();
    for (int side = 0; side < 2; ++side) {
        const std::uint32_t moved = task[1 - side];
        draft.touch(moved);
        draft.next[side].tasks[place[side]] = moved;
        draft.plan.server[moved] = draft.server[side];
        draft.plan.level[moved] =
            allowed_level(p, moved, draft.server[side], draft.plan.level[moved]);
    }
    return true;
}

}  // namespace nightwatt
