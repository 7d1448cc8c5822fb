#pragma once

#include "kernels/moves/moment.hpp"

namespace nightwatt {

/// Retime: a task of the first server runs at another moment drawn there. False where there is no
/// task or its start is pinned.
HOST_DEVICE inline bool retime(const ProblemView& p, PairDraft& draft, const Draw& what,
                               const Draw& when) {
    const Track& track = draft.track[0];
    if (track.count == 0) return false;
    const std::uint32_t from = what.below(1, track.count);
    const TrackItem& item = track.items[from];
    if (pinned_start_ms(p, item.task) >= 0) return false;
    const Moment at =
        draw_moment(p, p.servers[draft.server[0]], track, item.task,
                    static_cast<std::uint32_t>(item.end_ms - item.start_ms), 0, true, when);
    draft.transfer(0, from, at.place, {at.hold_ms, item.task, item.level});
    return true;
}

}  // namespace nightwatt
