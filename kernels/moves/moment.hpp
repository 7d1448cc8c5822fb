#pragma once

#include "kernels/moves/pair_draft.hpp"

namespace nightwatt {

/// Where a move puts a task: before which item of a track, and from when on.
struct Moment {
    std::uint32_t place;
    std::int64_t hold_ms;
};

/// Draws a moment for a task on a server, beside the items of its track. Where waiting can pay
/// (`holds`), one of
///   - the moment at which it starts now,
///   - the start of a tariff slot, or so that it ends with one: in time for its deadline, or not,
///   - behind an item, before it, or beside it,
///   - its deadline;
/// otherwise, and sometimes, as soon as possible at a random place in the order.
HOST_DEVICE inline Moment draw_moment(const ProblemView& p, const ServerFacts& s,
                                      const Track& track, std::uint32_t task, std::uint32_t run_ms,
                                      std::int64_t now_ms, bool holds, const Draw& random) {
    if (const std::int64_t pin_ms = pinned_start_ms(p, task); pin_ms >= 0) {
        return {track.place_after(pin_ms), pin_ms};
    }
    const std::uint32_t kind = random.word[0] >> 28;
    if (!holds || kind < 2) return {random.below(1, track.count + 1), 0};
    const std::int64_t ready_ms = larger(ready_at(p, task, s.site), s.first_start_ms);
    const std::int64_t last_ms = larger(ready_ms, s.close_ms - run_ms);
    std::int64_t hold_ms = now_ms;
    if (kind < 4 && p.tasks[task].deadline_ms < last_ms + run_ms) {
        hold_ms = p.tasks[task].deadline_ms - run_ms;
    } else if (kind < 9 && kind >= 6) {
        // As often within the deadline as anywhere.
        const std::int64_t in_time_ms = p.tasks[task].deadline_ms - run_ms;
        const bool in_time = (random.word[0] & 1u) != 0 && in_time_ms > ready_ms;
        const std::uint32_t first = slot_of(p, smaller(ready_ms, p.horizon_ms));
        const std::uint32_t last =
            slot_of(p, smaller(in_time ? smaller(in_time_ms, last_ms) : last_ms, p.horizon_ms));
        const std::uint32_t slot = first + random.below(1, last >= first ? last - first + 1 : 1);
        hold_ms = p.slot_ms * slot;
        if ((random.word[0] & 2u) != 0) hold_ms += p.slot_ms - run_ms;
    } else if (kind >= 9 && track.count != 0) {
        const TrackItem& other = track.items[random.below(1, track.count)];
        hold_ms = kind < 12 ? other.end_ms : kind < 14 ? other.start_ms - run_ms : other.start_ms;
    }
    if (hold_ms <= ready_ms) return {track.place_after(ready_ms), 0};
    hold_ms = smaller(hold_ms, last_ms);
    return {track.place_after(hold_ms), hold_ms};
}

}  // namespace nightwatt
