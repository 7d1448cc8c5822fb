#pragma once

#include "kernels/moves/pair_draft.hpp"

namespace nightwatt {

/// Resequence: a task of the first server takes a random other place in its order. False where
/// there are not two tasks.
HOST_DEVICE inline bool resequence(PairDraft& draft, const Draw& random) {
    if (draft.now[0].count < 2) return false;
    const std::uint32_t from = random.below(0, draft.now[0].count);
    const std::uint32_t to = random.below(1, draft.now[0].count - 1);
    draft.begin();
    const SequenceItem item = draft.remove(0, from);
    draft.insert(0, to < from ? to : to + 1, item);
    return true;
}

}  // namespace nightwatt
