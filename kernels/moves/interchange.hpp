#pragma once

#include "kernels/moves/pair_draft.hpp"

namespace nightwatt {

/// Interchange: two tasks of the first server take each other's places; each waits as long as the
/// other did, or, as often, as it did before. False where there are not two tasks.
HOST_DEVICE inline bool interchange(const ProblemView& p, PairDraft& draft, const Draw& what) {
    const Track& track = draft.track[0];
    if (track.count < 2) return false;
    std::uint32_t a = what.below(1, track.count);
    std::uint32_t b = what.below(2, track.count - 1);
    if (b >= a) {
        ++b;
    } else {
        const std::uint32_t c = a;
        a = b;
        b = c;
    }
    const TrackItem item[2] = {track.items[a], track.items[b]};
    FreshItem fresh[2] = {genes_of(item[0]), genes_of(item[1])};
    const auto pinned = [&](const TrackItem& each) { return pinned_start_ms(p, each.task) >= 0; };
    if ((what.word[3] & 1u) != 0 && !pinned(item[0]) && !pinned(item[1])) {
        fresh[0].hold_ms = item[1].hold_ms;
        fresh[1].hold_ms = item[0].hold_ms;
    }
    Splice& splice = draft.splice[0];
    splice.begin(a);
    splice.last = b + 1;
    splice.add(fresh[1]);
    for (std::uint32_t i = a + 1; i < b; ++i) splice.keep(track.items[i]);
    splice.add(fresh[0]);
    return true;
}

}  // namespace nightwatt
