#pragma once

#include "kernels/moves/pair_draft.hpp"

namespace nightwatt {

/// Move a block: two to four tasks in a row of the first server go to another place in its order.
/// False where there are not three tasks.
HOST_DEVICE inline bool move_block(PairDraft& draft, const Draw& what) {
    const Track& track = draft.track[0];
    if (track.count < 3) return false;
    const std::uint32_t length =
        static_cast<std::uint32_t>(smaller(2 + what.below(3, 3), track.count - 1));
    const std::uint32_t first = what.below(1, track.count - length + 1);
    // Before item `to`, which is none of the block and not the one behind it.
    std::uint32_t to = what.below(2, track.count - length);
    if (to >= first) to += length + 1;
    Splice& splice = draft.splice[0];
    const std::uint32_t behind = first + length;
    splice.begin(to < first ? to : first);
    splice.last = to < first ? behind : to;
    if (to < first) {
        for (std::uint32_t i = first; i < behind; ++i) splice.keep(track.items[i]);
        for (std::uint32_t i = to; i < first; ++i) splice.keep(track.items[i]);
    } else {
        for (std::uint32_t i = behind; i < to; ++i) splice.keep(track.items[i]);
        for (std::uint32_t i = first; i < behind; ++i) splice.keep(track.items[i]);
    }
    return true;
}

}  // namespace nightwatt
