#pragma once

#include "kernels/moves/pair_draft.hpp"

namespace nightwatt {

/// Best place: a random task of the first server takes the place in its order that is cheapest,
/// other than its own. The places are compared in one sweep, of two walked tasks a place: without
/// gaps between the tasks its runtime is all that those behind it shift by, wherever it goes, so
///
///   change(k) = cost of it before k + sum over those it passes (cost shifted - cost now)
///
/// With gaps that is an estimate, and what the move is judged by stays exact. False where tasks
/// run beside each other on the server, or there are not three.
HOST_DEVICE inline bool best_place(const ProblemView& p, PairDraft& draft, const Draw& what) {
    const Track& track = draft.track[0];
    const std::uint32_t server = draft.server[0];
    const ServerFacts& s = p.servers[server];
    if (s.exclusive == 0 || track.count < 3) return false;
    RunningSet nothing(p, nullptr, s.capacity);
    const std::uint32_t from = what.below(1, track.count);
    const FreshItem moved = genes_of(track.items[from]);
    std::int64_t least_nano = INT64_MAX;
    std::uint32_t best = from;
    const auto compare = [&](std::uint32_t place, std::int64_t change_nano) {
        if (change_nano >= least_nano) return;
        least_nano = change_nano;
        best = place;
    };
    std::int64_t passed_nano = 0;
    WalkState state = state_before(s, track.items, from);
    for (std::uint32_t i = from + 1; i < track.count; ++i) {
        const TrackItem& item = track.items[i];
        passed_nano += walk_item(p, server, genes_of(item), state, nothing).cost_nano;
        passed_nano -= item.cost_nano;
        WalkState behind = state;
        compare(i + 1, passed_nano + walk_item(p, server, moved, behind, nothing).cost_nano);
    }
    passed_nano = 0;
    for (std::uint32_t i = from; i-- > 0;) {
        const TrackItem& item = track.items[i];
        state = state_before(s, track.items, i);
        const std::int64_t own_nano = walk_item(p, server, moved, state, nothing).cost_nano;
        passed_nano += walk_item(p, server, genes_of(item), state, nothing).cost_nano;
        passed_nano -= item.cost_nano;
        compare(i, passed_nano + own_nano);
    }
    draft.transfer(0, from, best, moved);
    return true;
}

}  // namespace nightwatt
