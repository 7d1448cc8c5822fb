#pragma once

#include "kernels/moves/moment.hpp"

namespace nightwatt {

/// Relocate: a task of the first server goes to the second, at a moment drawn there, as often at a
/// random level as at its own. False where there is no such task.
HOST_DEVICE inline bool relocate(const ProblemView& p, PairDraft& draft, bool holds,
                                 const Draw& what, const Draw& when) {
    if (draft.sides < 2 || draft.track[0].count == 0) return false;
    const std::uint32_t from = what.below(1, draft.track[0].count);
    const TrackItem& item = draft.track[0].items[from];
    if (!may_use(p, item.task, draft.server[1])) return false;
    const ServerFacts& s = p.servers[draft.server[1]];
    const std::uint32_t wanted = (what.word[3] & 1u) != 0 ? what.below(2, s.levels) : item.level;
    const std::uint32_t level = allowed_level(p, item.task, draft.server[1], wanted);
    const Moment at =
        draw_moment(p, s, draft.track[1], item.task, option_of(p, s, item.task, level).run_ms,
                    item.start_ms, holds, when);
    draft.remove(0, from);
    draft.insert(1, at.place, {at.hold_ms, item.task, level});
    return true;
}

}  // namespace nightwatt
