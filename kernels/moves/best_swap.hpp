#pragma once

#include "kernels/moves/pair_draft.hpp"

namespace nightwatt {

/// What an item's place offers another task that runs no longer than it does: the resources that
/// are free all the while once the item is gone; and what the item costs there, idle power aside.
struct Seat {
    Resources room;
    std::int64_t cost_nano;
};

/// What a task costs by itself: energy, tardiness, transfer.
HOST_DEVICE inline std::int64_t own_nano(const ProblemView& p, const ServerFacts& s,
                                         std::uint32_t task, const ModeOption& option,
                                         std::int64_t start_ms) {
    const TariffSlot* const tariff = tariff_of(p, s);
    const std::int64_t end_ms = start_ms + option.run_ms;
    std::int64_t nano = priced(
        option.power_mw, rate_integral(p, tariff, end_ms) - rate_integral(p, tariff, start_ms));
    const TaskFacts& facts = p.tasks[task];
    if (end_ms > facts.deadline_ms) {
        nano += weighted(smaller(end_ms, p.horizon_ms) - facts.deadline_ms, facts.tardiness_weight);
    }
    if (p.transfer_nano != nullptr) {
        nano += p.transfer_nano[std::uint64_t{task} * p.site_count + s.site];
    }
    return nano;
}

/// The seats of a walked sequence, one for each item.
HOST_DEVICE inline void take_seats(const ProblemView& p, const ServerFacts& s, const Track& track,
                                   RunningTask* scratch, Seat* seats) {
    RunningSet running(scratch, RunningSet::scratch_size(p.max_running), s.capacity);
    for (std::uint32_t i = 0; i < track.count; ++i) {
        const TrackItem& item = track.items[i];
        running.give_until(item.start_ms);
        running.start(item.end_ms, p.tasks[item.task].need);
        seats[i] = {
            running.free(),
            own_nano(p, s, item.task, option_of(p, s, item.task, item.level), item.start_ms)};
    }
    for (std::uint32_t i = 0; i < track.count; ++i) {
        // Room becomes less only when a task starts.
        for (std::uint32_t k = i + 1;
             k < track.count && track.items[k].start_ms < track.items[i].end_ms; ++k) {
            seats[i].room = lesser(seats[i].room, seats[k].room);
        }
        seats[i].room.give(p.tasks[track.items[i].task].need);
    }
}

/// A start and level in a seat. cost_nano is INT64_MAX where there is none.
struct Seating {
    std::int64_t cost_nano;
    std::int64_t start_ms;
    std::uint32_t level;
};

/// The cheapest level at which a task runs within an item's time, as early or as late as it can.
HOST_DEVICE inline Seating seat_task(const ProblemView& p, const ServerFacts& s, std::uint32_t task,
                                     const TrackItem& item) {
    Seating best{INT64_MAX, 0, 0};
    const std::int64_t first_ms =
        larger(item.start_ms, larger(ready_at(p, task, s.site), s.first_start_ms));
    const std::int32_t pin = p.pin_level == nullptr ? -1 : p.pin_level[task];
    for (std::uint32_t level = 0; level < s.levels; ++level) {
        const ModeOption& option = option_of(p, s, task, level);
        if (pin >= 0 && level != static_cast<std::uint32_t>(pin)) continue;
        const std::int64_t last_ms = smaller(item.end_ms, s.close_ms) - option.run_ms;
        if (option.run_ms == forbidden_run_ms || last_ms < first_ms) continue;
        for (const std::int64_t start_ms : {first_ms, last_ms}) {
            const std::int64_t nano = own_nano(p, s, task, option, start_ms);
            if (nano < best.cost_nano) best = {nano, start_ms, level};
        }
    }
    return best;
}

/// Pairs of items that a best swap looks at, for each item of the two servers.
inline constexpr std::uint64_t looks_per_item = 64;

/// Best swap: of all exchanges of a task of each server, each within the other's time and room so
/// that nobody else moves, the one that saves most, idle power aside. Where tasks are many, only
/// partners of some tasks of the first server in a row are looked at, from a random one on. Packed
/// servers need it: a random swap hardly ever fits. A half that costs more than it can win is not
/// looked into; where rates are below 0 that may miss a swap. `seats` has room for all items of
/// each side. False where no swap seems to save anything.
HOST_DEVICE inline bool best_swap(const ProblemView& p, PairDraft& draft, const Draw& where,
                                  RunningTask* scratch, Seat* const* seats) {
    if (draft.sides < 2 || draft.track[0].count == 0 || draft.track[1].count == 0) return false;
    const ServerFacts* const s[2] = {&p.servers[draft.server[0]], &p.servers[draft.server[1]]};
    const std::uint32_t count[2] = {draft.track[0].count, draft.track[1].count};
    for (std::uint32_t side = 0; side < 2; ++side) {
        take_seats(p, *s[side], draft.track[side], scratch, seats[side]);
    }
    const auto rows = static_cast<std::uint32_t>(
        smaller(count[0], 1 + looks_per_item * (count[0] + count[1]) / count[1]));
    const auto movable = [&](std::uint32_t task, std::uint32_t to) {
        return (p.pin_start_ms == nullptr || p.pin_start_ms[task] < 0) &&
               may_use(p, task, draft.server[to]);
    };
    std::int64_t least_nano = 0;
    std::uint32_t best[2] = {0, 0};
    Seating seating[2] = {};
    std::uint32_t a = where.below(0, count[0]);
    for (std::uint32_t row = 0; row < rows; ++row, a = a + 1 == count[0] ? 0 : a + 1) {
        const TrackItem& first = draft.track[0].items[a];
        if (!movable(first.task, 1)) continue;
        const Resources& need = p.tasks[first.task].need;
        for (std::uint32_t b = 0; b < count[1]; ++b) {
            const TrackItem& second = draft.track[1].items[b];
            if (!seats[1][b].room.fits(need) || !seats[0][a].room.fits(p.tasks[second.task].need) ||
                !movable(second.task, 0)) {
                continue;
            }
            const std::int64_t now_nano = seats[0][a].cost_nano + seats[1][b].cost_nano;
            const Seating there = seat_task(p, *s[1], first.task, second);
            if (there.cost_nano == INT64_MAX || there.cost_nano - now_nano >= least_nano) continue;
            const Seating here = seat_task(p, *s[0], second.task, first);
            if (here.cost_nano == INT64_MAX) continue;
            const std::int64_t change_nano = here.cost_nano + there.cost_nano - now_nano;
            if (change_nano >= least_nano) continue;
            least_nano = change_nano;
            best[0] = a;
            best[1] = b;
            seating[0] = here;
            seating[1] = there;
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
