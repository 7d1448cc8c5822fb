#pragma once

#include <type_traits>

#include "kernels/server_walk.hpp"

namespace nightwatt {

/// A task in a server's sequence after a walk, with what a walk needs to go on behind it.
struct alignas(64) TrackItem {
    std::int64_t start_ms;
    std::int64_t hold_ms;
    std::int64_t end_ms;
    std::int64_t busy_until_ms;  ///< of this task and all before it
    std::int64_t busy_integral;  ///< of the rate, up to busy_until_ms
    std::int64_t cost_nano;      ///< what the task adds to its server's cost
    std::int64_t violation_ms;
    std::uint32_t task;
    std::uint32_t level;
};
static_assert(std::has_unique_object_representations_v<TrackItem>);

/// A task that a move puts into a sequence.
struct FreshItem {
    std::int64_t hold_ms;
    std::uint32_t task;
    std::uint32_t level;
};
static_assert(std::has_unique_object_representations_v<FreshItem>);

HOST_DEVICE inline FreshItem genes_of(const TrackItem& item) {
    return {item.hold_ms, item.task, item.level};
}

/// A server's walked sequence and its sums: the separable part of the server's score.
struct Track {
    TrackItem* items;
    std::uint32_t count;
    std::int64_t cost_nano;
    std::int64_t violation_ms;  ///< without the window's

    [[nodiscard]] HOST_DEVICE std::int64_t end_ms() const {
        return count == 0 ? 0 : items[count - 1].busy_until_ms;
    }
    /// First place whose task starts later than t_ms.
    [[nodiscard]] HOST_DEVICE std::uint32_t place_after(std::int64_t t_ms) const {
        std::uint32_t low = 0;
        std::uint32_t high = count;
        while (low < high) {
            const std::uint32_t middle = low + (high - low) / 2;
            if (items[middle].start_ms <= t_ms) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
};

/// A change of a sequence: items [first, last) give way to `count` fresh ones.
struct Splice {
    FreshItem* fresh;
    std::uint32_t first;
    std::uint32_t last;
    std::uint32_t count;

    /// No change yet, at `place`.
    HOST_DEVICE void begin(std::uint32_t place) {
        first = last = place;
        count = 0;
    }
    HOST_DEVICE void add(const FreshItem& item) { fresh[count++] = item; }
    /// Puts back what stood at a place of the track.
    HOST_DEVICE void keep(const TrackItem& item) { add(genes_of(item)); }
};

/// What a splice does to a track: its items [first, resume) become `walked` others, the rest stays.
struct Rewalk {
    TrackItem* items;  ///< [walked]
    std::uint32_t first;
    std::uint32_t resume;
    std::uint32_t walked;
    std::int64_t cost_nano;     ///< change of the track's
    std::int64_t violation_ms;  ///< change of the track's
    std::int64_t end_ms;        ///< of the whole sequence afterwards
};

HOST_DEVICE inline WalkState state_before(const ServerFacts& s, const TrackItem* items,
                                          std::uint32_t place) {
    if (place == 0) return walk_begin(s);
    const TrackItem& before = items[place - 1];
    return {before.start_ms, before.busy_until_ms, before.busy_integral};
}

/// Executes one task behind `state`: the step that all walks over tracks share.
HOST_DEVICE inline TrackItem walk_item(const ProblemView& p, std::uint32_t server,
                                       const FreshItem& fresh, WalkState& state,
                                       RunningSet& running) {
    const ServerFacts& s = p.servers[server];
    const std::int64_t start_ms = next_start_ms(p, s, fresh.task, fresh.hold_ms, state, running);
    const std::int64_t end_ms = start_ms + option_of(p, s, fresh.task, fresh.level).run_ms;
    if (s.exclusive == 0) running.start(end_ms, p.tasks[fresh.task].need);
    ServerScore score;
    SilentSink silent;
    charge_task(p, server, fresh.task, fresh.level, start_ms, state, score, silent);
    return {
        start_ms,          fresh.hold_ms,      end_ms,     state.busy_until_ms, state.busy_integral,
        score.cost_nano(), score.violation_ms, fresh.task, fresh.level};
}

/// Walks a whole sequence: sets all that its items carry, and the sums.
HOST_DEVICE inline void walk_track(const ProblemView& p, std::uint32_t server, Track& track,
                                   RunningTask* scratch) {
    const ServerFacts& s = p.servers[server];
    RunningSet running(p, scratch, s.capacity);
    WalkState state = walk_begin(s);
    track.cost_nano = 0;
    track.violation_ms = 0;
    for (std::uint32_t i = 0; i < track.count; ++i) {
        track.items[i] = walk_item(p, server, genes_of(track.items[i]), state, running);
        track.cost_nano += track.items[i].cost_nano;
        track.violation_ms += track.items[i].violation_ms;
    }
}

/// Tells a sink what a walked sequence draws.
template <class Sink>
HOST_DEVICE void meter_track(const ProblemView& p, std::uint32_t server, const Track& track,
                             Sink& sink) {
    WalkState state = walk_begin(p.servers[server]);
    ServerScore ignored;
    for (std::uint32_t i = 0; i < track.count; ++i) {
        const TrackItem& item = track.items[i];
        charge_task(p, server, item.task, item.level, item.start_ms, state, ignored, sink);
    }
}

/// Walks a sequence changed by a splice, from the first changed place on, until it is in step with
/// the old walk: a task that is in both starts at the same moment, the server is busy until the
/// same moment, and all that differs before it has ended by then. From there on nothing can differ,
/// so the result equals a walk over the whole changed sequence, exactly. `out` has room for all its
/// items.
HOST_DEVICE inline Rewalk rewalk(const ProblemView& p, std::uint32_t server, const Track& track,
                                 const Splice& splice, TrackItem* out, RunningTask* scratch) {
    const ServerFacts& s = p.servers[server];
    RunningSet running(p, scratch, s.capacity);
    WalkState state = state_before(s, track.items, splice.first);
    if (s.exclusive == 0) {
        for (std::uint32_t i = 0; i < splice.first; ++i) {
            const TrackItem& before = track.items[i];
            if (before.end_ms > state.previous_start_ms) {
                running.start(before.end_ms, p.tasks[before.task].need);
            }
        }
    }
    Rewalk result{out, splice.first, splice.last, 0, 0, 0, 0};
    std::int64_t differs_until_ms = 0;
    for (std::uint32_t i = splice.first; i < splice.last; ++i) {
        const TrackItem& old = track.items[i];
        result.cost_nano -= old.cost_nano;
        result.violation_ms -= old.violation_ms;
        differs_until_ms = larger(differs_until_ms, old.end_ms);
    }
    for (std::uint32_t i = 0; i < splice.count; ++i) {
        const TrackItem item = walk_item(p, server, splice.fresh[i], state, running);
        result.cost_nano += item.cost_nano;
        result.violation_ms += item.violation_ms;
        differs_until_ms = larger(differs_until_ms, item.end_ms);
        out[result.walked++] = item;
    }
    for (; result.resume < track.count; ++result.resume) {
        const TrackItem& old = track.items[result.resume];
        const TrackItem item = walk_item(p, server, genes_of(old), state, running);
        result.cost_nano += item.cost_nano - old.cost_nano;
        result.violation_ms += item.violation_ms - old.violation_ms;
        out[result.walked++] = item;
        if (item.start_ms != old.start_ms) {
            differs_until_ms = larger(differs_until_ms, larger(item.end_ms, old.end_ms));
        } else if (item.busy_until_ms == old.busy_until_ms && differs_until_ms <= item.start_ms) {
            ++result.resume;
            break;
        }
    }
    result.end_ms = result.resume < track.count
                        ? track.end_ms()
                        : (result.walked > 0  ? state.busy_until_ms
                           : result.first > 0 ? track.items[result.first - 1].busy_until_ms
                                              : 0);
    return result;
}

/// Makes a rewalk the track. Its array has room.
HOST_DEVICE inline void apply(Track& track, const Rewalk& change) {
    const std::uint32_t behind = change.first + change.walked;
    const std::uint32_t rest = track.count - change.resume;
    if (behind < change.resume) {
        for (std::uint32_t i = 0; i < rest; ++i) {
            track.items[behind + i] = track.items[change.resume + i];
        }
    } else if (behind > change.resume) {
        for (std::uint32_t i = rest; i > 0; --i) {
            track.items[behind + i - 1] = track.items[change.resume + i - 1];
        }
    }
    for (std::uint32_t i = 0; i < change.walked; ++i) {
        track.items[change.first + i] = change.items[i];
    }
    track.count = behind + rest;
    track.cost_nano += change.cost_nano;
    track.violation_ms += change.violation_ms;
}

}  // namespace nightwatt
