#pragma once

#include "kernels/moves/pair_draft.hpp"

namespace nightwatt {

/// Relevel: a task of the first server runs at another frequency level. False where there is no
/// other.
HOST_DEVICE inline bool relevel(const ProblemView& p, PairDraft& draft, const Draw& random) {
    const std::uint32_t levels = p.servers[draft.server[0]].levels;
    if (draft.now[0].count == 0 || levels < 2) return false;
    const std::uint32_t place = random.below(0, draft.now[0].count);
    const SequenceItem& item = draft.now[0].items[place];
    const std::uint32_t level =
        allowed_level(p, item.task, draft.server[0], random.below(1, levels));
    if (level == item.level) return false;
    draft.begin();
    draft.next[0].items[place].level = level;
    return true;
}

}  // namespace nightwatt
