#pragma once

#include "kernels/moves/pair_draft.hpp"

namespace nightwatt {

/// Resequence: a task of the first server takes a random other place in its order. False where
/// there are not two tasks.
HOST_DEVICE inline bool resequence(PairDraft& draft, const Draw& what) {
    const Track& track = draft.track[0];
    if (track.count < 2) return false;
    const std::uint32_t from = what.below(1, track.count);
    const std::uint32_t to = what.below(2, track.count - 1);
    draft.transfer(0, from, to < from ? to : to + 2, genes_of(track.items[from]));
    return true;
}

}  // namespace nightwatt
