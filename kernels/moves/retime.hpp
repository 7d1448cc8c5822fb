#pragma once

#include "kernels/moves/pair_draft.hpp"

namespace nightwatt {

/// Retime: a task of the first server waits for the start of a random slot between its ready time
/// and the horizon, or no longer waits, and takes the place in the order that the new moment gives
/// it. False where there is no such task or its start is pinned.
HOST_DEVICE inline bool retime(const ProblemView& p, PairDraft& draft, const Draw& random) {
    if (draft.now[0].count == 0) return false;
    const std::uint32_t from = random.below(0, draft.now[0].count);
    const std::uint32_t task = draft.now[0].items[from].task;
    if (p.pin_start_ms != nullptr && p.pin_start_ms[task] >= 0) return false;
    const std::int64_t ready_ms = ready_at(p, task, p.servers[draft.server[0]].site);
    const std::uint32_t first = slot_of(p, smaller(ready_ms, p.horizon_ms));
    const std::uint32_t slot = first + random.below(1, p.slot_count - first);
    draft.begin();
    SequenceItem item = draft.remove(0, from);
    item.hold_ms = slot == first ? 0 : p.slot_ms * slot;
    draft.insert(0, draft.place_at(0, larger(ready_ms, item.hold_ms)), item);
    return true;
}

}  // namespace nightwatt
