#pragma once

#include <type_traits>

#include "kernels/items/sequence_items.hpp"
#include "kernels/moves/best_swap.hpp"
#include "kernels/pair_shares.hpp"
#include "kernels/track.hpp"

namespace nightwatt {

/// Where a server's track is among its pupil's items, and its sums.
struct TrackPlace {
    std::uint32_t begin;
    std::uint32_t count;
    std::int64_t cost_nano;
    std::int64_t violation_ms;
};
static_assert(std::has_unique_object_representations_v<TrackPlace>);

/// What all pairs of a pupil know in a round.
struct RoundFacts {
    std::int64_t others_end_ms;
    std::int64_t meter_uj;
};
static_assert(std::has_unique_object_representations_v<RoundFacts>);

/// Plans under education, in rows ("pupils"). A pair's tracks stand beside each other with room for
/// the tasks of both in either, so a round copies the tracks from one array to the other: pair q,
/// whose servers have n tasks together and come after m tasks of earlier pairs, has items
/// [2 m, 2 m + n) and [2 m + n, 2 m + 2 n). Non-owning; arrays of sites are null unless coupled.
struct EducationView {
    PlanRows rows;
    SequencesView sequences;
    TrackItem* tracks[2];       ///< [pupil * 2 tasks], before and in this round
    TrackPlace* places;         ///< [pupil * servers]
    std::uint64_t* order;       ///< [pupil * servers]: pairing keys, sorted
    std::uint32_t* pair_first;  ///< [pupil * (pairs + 1)]: tasks of earlier pairs
    RoundFacts* facts;          ///< [pupil]
    SlotShare* shares;          ///< [pupil * site slots]
    std::int64_t* energy_uj;    ///< [pupil * site slots]: when the round began
    std::int64_t* next_uj;      ///< [pupil * site slots]: when it will have ended
    std::int64_t* step_mw;      ///< [pupil * site slots]
    TrackItem* walked;          ///< [pupil * 2 (tasks + pairs)]
    FreshItem* fresh;           ///< [pupil * 2 (tasks + pairs)]
    Seat* seats;                ///< [pupil * 2 (tasks + pairs)]
    RunningTask* running;       ///< [worker * running_room]
    SlotLimits* limits;         ///< [worker * 2 slots]
    std::int64_t* seen_uj;      ///< [worker * 2 slots]
    std::int64_t* change_uj;    ///< [worker * 2 slots]
    std::uint32_t running_room;
    std::uint32_t site_slots;  ///< sites * slots; 0 unless coupled
    bool peaks;                ///< a peak charge applies

    [[nodiscard]] HOST_DEVICE std::uint32_t pairs() const {
        return (sequences.server_count + 1) / 2;
    }
    [[nodiscard]] HOST_DEVICE TrackItem* items(std::uint32_t buffer, std::uint32_t pupil) const {
        return tracks[buffer] + std::uint64_t{2} * pupil * sequences.task_count;
    }
    [[nodiscard]] HOST_DEVICE TrackPlace& place(std::uint32_t pupil, std::uint32_t server) const {
        return places[std::uint64_t{pupil} * sequences.server_count + server];
    }
    [[nodiscard]] HOST_DEVICE std::uint64_t* order_of(std::uint32_t pupil) const {
        return order + std::uint64_t{pupil} * sequences.server_count;
    }
    [[nodiscard]] HOST_DEVICE std::uint32_t* pair_first_of(std::uint32_t pupil) const {
        return pair_first + std::uint64_t{pupil} * (pairs() + 1);
    }
    [[nodiscard]] HOST_DEVICE std::uint64_t site_row(std::uint32_t pupil, std::uint32_t row) const {
        return std::uint64_t{pupil} * site_slots + row;
    }
    [[nodiscard]] HOST_DEVICE Track track(std::uint32_t buffer, std::uint32_t pupil,
                                          std::uint32_t server) const {
        const TrackPlace& at = place(pupil, server);
        return {items(buffer, pupil) + at.begin, at.count, at.cost_nano, at.violation_ms};
    }
    HOST_DEVICE void put(std::uint32_t pupil, std::uint32_t server, const Track& track) const {
        TrackPlace& at = place(pupil, server);
        at.count = track.count;
        at.cost_nano = track.cost_nano;
        at.violation_ms = track.violation_ms;
    }
};

}  // namespace nightwatt
