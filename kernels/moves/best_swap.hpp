#pragma once

#include "kernels/moves/seats.hpp"

namespace nightwatt {

/// Pairs of items that a best swap looks at, for each item of the two servers.
inline constexpr std::uint64_t looks_per_item = 64;

/// Best swap: of all exchanges of a task of each server, each around the other's time within the
/// room there so that nobody else moves, the one that saves most, idle power aside. Where tasks are
/// many, only partners of some tasks of the first server in a row are looked at, from a random one
/// on. Packed servers need it: a random swap hardly ever fits. A half that costs more than it can
/// win is not looked into; where rates are below 0 that may miss a swap. `seats` has room for all
/// items of each side. False where no swap seems to save anything.
HOST_DEVICE inline bool best_swap(const ProblemView& p, PairDraft& draft, const Draw& where,
                                  RunningTask* scratch, Seat* const* seats) {
    if (draft.sides < 2 || draft.track[0].count == 0 || draft.track[1].count == 0) return false;
    const ServerFacts* const s[2] = {&p.servers[draft.server[0]], &p.servers[draft.server[1]]};
    const std::uint32_t count[2] = {draft.track[0].count, draft.track[1].count};
    Seats seats_of[2] = {{seats[0], s[0]->capacity}, {seats[1], s[1]->capacity}};
    for (std::uint32_t side = 0; side < 2; ++side) {
        seats_of[side].take(p, *s[side], draft.track[side], scratch);
    }
    const auto rows = static_cast<std::uint32_t>(
        smaller(count[0], 1 + looks_per_item * (count[0] + count[1]) / count[1]));
    const auto movable = [&](std::uint32_t task, std::uint32_t to) {
        return pinned_start_ms(p, task) < 0 && may_use(p, task, draft.server[to]);
    };
    std::int64_t least_nano = 0;
    std::uint32_t best[2] = {0, 0};
    Seating seating[2] = {};
    std::uint32_t place[2] = {where.below(0, count[0]), 0};
    for (std::uint32_t row = 0; row < rows; ++row, place[0] = (place[0] + 1) % count[0]) {
        const std::uint32_t first = draft.track[0].items[place[0]].task;
        if (!movable(first, 1)) continue;
        for (place[1] = 0; place[1] < count[1]; ++place[1]) {
            const std::uint32_t second = draft.track[1].items[place[1]].task;
            const Seat* const seat[2] = {&seats_of[0][place[0]], &seats_of[1][place[1]]};
            if (!seat[1]->room.fits(p.tasks[first].need) ||
                !seat[0]->room.fits(p.tasks[second].need) || !movable(second, 0)) {
                continue;
            }
            Seating tried[2];
            std::int64_t change_nano = -seat[0]->cost_nano - seat[1]->cost_nano;
            // Up to `sides`, so that no compiler writes the body twice.
            for (std::uint32_t side = draft.sides; side-- > 0;) {
                const std::uint32_t task = side == 0 ? second : first;
                tried[side] = seat_task(p, *s[side], task, seats_of[side], draft.track[side].items,
                                        place[side]);
                change_nano = tried[side].cost_nano == INT64_MAX
                                  ? INT64_MAX
                                  : change_nano + tried[side].cost_nano;
                if (change_nano >= least_nano) break;
            }
            if (change_nano >= least_nano) continue;
            least_nano = change_nano;
            for (std::uint32_t side = 0; side < 2; ++side) {
                best[side] = place[side];
                seating[side] = tried[side];
            }
        }
    }
    if (least_nano == 0) return false;
    const std::uint32_t task[2] = {draft.track[0].items[best[0]].task,
                                   draft.track[1].items[best[1]].task};
    for (std::uint32_t side = 0; side < 2; ++side) {
        draft.transfer(side, best[side], draft.track[side].place_after(seating[side].start_ms),
                       {seating[side].start_ms, task[1 - side], seating[side].level});
    }
    return true;
}

}  // namespace nightwatt
