#pragma once

#include <type_traits>

#include "kernels/moves/pair_draft.hpp"

namespace nightwatt {

/// What is free on a server from a moment on, until the next step.
struct FreeStep {
    std::int64_t from_ms;
    Resources free;
};

/// What an item's place offers another task: the resources that are free while the item runs, once
/// it is gone; and what the item costs there, idle power aside. Also holds two steps of what is
/// free on the server over time, which belong to no item: a task changes that twice.
struct Seat {
    Resources room;
    std::int64_t cost_nano;
    std::uint32_t first_step;  ///< at which the item starts
    std::uint32_t last_step;   ///< at which it ends
    FreeStep steps[2];
};
static_assert(std::has_unique_object_representations_v<Seat>);

/// The seats of one server's items, one each, in memory of the caller's.
class Seats {
  public:
    HOST_DEVICE Seats(Seat* seats, const Resources& capacity)
        : seats_(seats), capacity_(capacity) {}

    /// Of a walked sequence.
    HOST_DEVICE void take(const ProblemView& p, const ServerFacts& s, const Track& track,
                          RunningTask* scratch);

    [[nodiscard]] HOST_DEVICE const Seat& operator[](std::uint32_t item) const {
        return seats_[item];
    }
    /// The stretch around an item's time, over so many changes on each side at most, in which
    /// `need` fits beside the others. It must fit while the item runs.
    struct Stretch {
        std::int64_t from_ms;
        std::int64_t until_ms;
    };
    static constexpr std::uint32_t most_changes = 8;
    [[nodiscard]] HOST_DEVICE Stretch stretch(std::uint32_t item, const Resources& need) const {
        std::uint32_t k = seats_[item].first_step;
        Stretch wide{step(k).from_ms, step(seats_[item].last_step).from_ms};
        for (std::uint32_t n = 0; n < most_changes; ++n, --k) {
            if (k == 0) {
                if (capacity_.fits(need)) wide.from_ms = 0;
                break;
            }
            if (!step(k - 1).free.fits(need)) break;
            wide.from_ms = step(k - 1).from_ms;
        }
        k = seats_[item].last_step;
        for (std::uint32_t n = 0; n < most_changes && step(k).free.fits(need); ++n) {
            if (++k == steps_) {
                wide.until_ms = INT64_MAX;
                break;
            }
            wide.until_ms = step(k).from_ms;
        }
        return wide;
    }

  private:
    [[nodiscard]] HOST_DEVICE FreeStep& step(std::uint32_t k) const {
        return seats_[k / 2].steps[k % 2];
    }
    HOST_DEVICE void add_step(std::int64_t from_ms, const Resources& free) {
        if (steps_ == 0 || step(steps_ - 1).from_ms != from_ms) ++steps_;
        step(steps_ - 1) = {from_ms, free};
    }

    Seat* seats_;
    Resources capacity_;
    std::uint32_t steps_ = 0;
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

HOST_DEVICE inline void Seats::take(const ProblemView& p, const ServerFacts& s, const Track& track,
                                    RunningTask* scratch) {
    RunningSet running(p, scratch, capacity_);
    steps_ = 0;
    const auto end_until = [&](std::int64_t t_ms) {
        for (;;) {
            const std::int64_t end_ms = running.give_first(t_ms);
            if (end_ms < 0) return;
            add_step(end_ms, running.free());
        }
    };
    for (std::uint32_t i = 0; i < track.count; ++i) {
        const TrackItem& item = track.items[i];
        end_until(item.start_ms);
        running.start(item.end_ms, p.tasks[item.task].need);
        add_step(item.start_ms, running.free());
        seats_[i].first_step = steps_ - 1;
        seats_[i].cost_nano =
            own_nano(p, s, item.task, option_of(p, s, item.task, item.level), item.start_ms);
    }
    end_until(INT64_MAX);
    for (std::uint32_t i = 0; i < track.count; ++i) {
        std::uint32_t k = seats_[i].first_step;
        Resources room = step(k).free;
        while (step(++k).from_ms < track.items[i].end_ms) room = lesser(room, step(k).free);
        room.give(p.tasks[track.items[i].task].need);
        seats_[i].room = room;
        seats_[i].last_step = k;
    }
}

/// A start and level in a seat. cost_nano is INT64_MAX where there is none.
struct Seating {
    std::int64_t cost_nano;
    std::int64_t start_ms;
    std::uint32_t level;
};

/// The cheapest level at which a task runs around the time of a track's item: as early or as late
/// as there is room, or starting or ending with the item. It must fit while the item runs.
HOST_DEVICE_CALL inline Seating seat_task(const ProblemView& p, const ServerFacts& s,
                                          std::uint32_t task, const Seats& seats,
                                          const TrackItem* items, std::uint32_t place) {
    Seating best{INT64_MAX, 0, 0};
    const TrackItem& item = items[place];
    const Seats::Stretch room = seats.stretch(place, p.tasks[task].need);
    const std::int64_t first_ms =
        larger(room.from_ms, larger(ready_at(p, task, s.site), s.first_start_ms));
    const std::int32_t pin = pinned_level(p, task);
    for (std::uint32_t level = 0; level < s.levels; ++level) {
        const ModeOption& option = option_of(p, s, task, level);
        if (pin >= 0 && level != static_cast<std::uint32_t>(pin)) continue;
        const std::int64_t last_ms = smaller(room.until_ms, s.close_ms) - option.run_ms;
        if (option.run_ms == forbidden_run_ms || last_ms < first_ms) continue;
        for (const std::int64_t start_ms :
             {first_ms, last_ms, item.start_ms, item.end_ms - option.run_ms}) {
            if (start_ms < first_ms || start_ms > last_ms) continue;
            const std::int64_t nano = own_nano(p, s, task, option, start_ms);
            if (nano < best.cost_nano) best = {nano, start_ms, level};
        }
    }
    return best;
}

}  // namespace nightwatt
