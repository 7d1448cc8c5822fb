#pragma once

#include "kernels/moves/pair_draft.hpp"

namespace nightwatt {

/// Merge: all tasks of the first server join those of the second, in order of their starts, and the
/// first is switched off. False where some task may not follow.
HOST_DEVICE inline bool merge(const ProblemView& p, PairDraft& draft) {
    if (draft.sides < 2 || draft.track[0].count == 0 || draft.track[1].count == 0) return false;
    const Track& from = draft.track[0];
    const Track& to = draft.track[1];
    for (std::uint32_t i = 0; i < from.count; ++i) {
        if (!may_use(p, from.items[i].task, draft.server[1])) return false;
    }
    draft.splice[0].begin(0);
    draft.splice[0].last = from.count;
    Splice& splice = draft.splice[1];
    splice.begin(0);
    splice.last = to.count;
    std::uint32_t next = 0;
    for (std::uint32_t i = 0; i < from.count; ++i) {
        const TrackItem& item = from.items[i];
        while (next < to.count && to.items[next].start_ms <= item.start_ms) {
            splice.keep(to.items[next++]);
        }
        splice.add(
            {item.hold_ms, item.task, allowed_level(p, item.task, draft.server[1], item.level)});
    }
    while (next < to.count) splice.keep(to.items[next++]);
    return true;
}

}  // namespace nightwatt
