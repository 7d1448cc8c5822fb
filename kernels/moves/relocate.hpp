#pragma once

#include "kernels/moves/pair_draft.hpp"

namespace nightwatt {

/// Relocate: a task of the first server goes to the second, to the place that its start gives it or
/// to a random one, at a random level. False where there is no such task.
HOST_DEVICE inline bool relocate(const ProblemView& p, PairDraft& draft, const Draw& random) {
    if (draft.sides < 2 || draft.now[0].count == 0) return false;
    const std::uint32_t from = random.below(0, draft.now[0].count);
    if (!may_use(p, draft.now[0].items[from].task, draft.server[1])) return false;
    draft.begin();
    SequenceItem item = draft.remove(0, from);
    item.level = allowed_level(p, item.task, draft.server[1],
                               random.below(3, p.servers[draft.server[1]].levels));
    const std::uint32_t place = (random.word[1] & 1u) != 0
                                    ? draft.place_at(1, item.start_ms)
                                    : random.below(2, draft.next[1].count + 1);
    draft.insert(1, place, item);
    return true;
}

}  // namespace nightwatt
