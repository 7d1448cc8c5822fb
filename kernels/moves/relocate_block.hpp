#pragma once

#include "kernels/moves/pair_draft.hpp"

namespace nightwatt {

/// Relocate a block: up to four tasks in a row of the first server go to the second, together, to
/// the place that the first one's start gives them. False where some task may not follow.
HOST_DEVICE inline bool relocate_block(const ProblemView& p, PairDraft& draft, const Draw& what) {
    if (draft.sides < 2 || draft.track[0].count < 2) return false;
    const Track& from = draft.track[0];
    const std::uint32_t first = what.below(1, from.count - 1);
    const std::uint32_t last =
        static_cast<std::uint32_t>(smaller(first + 2 + what.below(2, 3), from.count));
    for (std::uint32_t i = first; i < last; ++i) {
        if (!may_use(p, from.items[i].task, draft.server[1])) return false;
    }
    draft.splice[0].begin(first);
    draft.splice[0].last = last;
    draft.splice[1].begin(draft.track[1].place_after(from.items[first].start_ms));
    for (std::uint32_t i = first; i < last; ++i) {
        const TrackItem& item = from.items[i];
        draft.splice[1].add(
            {item.hold_ms, item.task, allowed_level(p, item.task, draft.server[1], item.level)});
    }
    return true;
}

}  // namespace nightwatt
