#pragma once

#include "kernels/moves/pair_draft.hpp"

namespace nightwatt {

/// Relevel: a task of the first server runs at another frequency level, as often ending as starting
/// when it does now. False where there is no other.
HOST_DEVICE inline bool relevel(const ProblemView& p, PairDraft& draft, bool holds,
                                const Draw& what) {
    const ServerFacts& s = p.servers[draft.server[0]];
    if (draft.track[0].count == 0 || s.levels < 2) return false;
    const std::uint32_t place = what.below(1, draft.track[0].count);
    const TrackItem& item = draft.track[0].items[place];
    const std::uint32_t level =
        allowed_level(p, item.task, draft.server[0], what.below(2, s.levels));
    if (level == item.level) return false;
    const bool pinned = pinned_start_ms(p, item.task) >= 0;
    if (!holds || pinned || (what.word[3] & 1u) != 0) {
        draft.replace(0, place, {item.hold_ms, item.task, level});
        return true;
    }
    const std::int64_t end_ms = smaller(item.end_ms, s.close_ms);
    const std::int64_t hold_ms = larger(0, end_ms - option_of(p, s, item.task, level).run_ms);
    draft.transfer(0, place, draft.track[0].place_after(hold_ms), {hold_ms, item.task, level});
    return true;
}

}  // namespace nightwatt
