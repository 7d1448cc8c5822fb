#pragma once

#include <type_traits>

#include "kernels/change.hpp"
#include "kernels/problem_access.hpp"
#include "kernels/running_set.hpp"
#include "kernels/score.hpp"
#include "kernels/tariff.hpp"

namespace nightwatt {

/// A task in a server's sequence, with its genes; a walk sets the start. Sequences are arrays of
/// these, so that a walk reads its genes in order of memory.
struct SequenceItem {
    std::int64_t start_ms;
    std::int64_t hold_ms;
    std::uint32_t task;
    std::uint32_t
        position;  ///< in the sequence before the last sorting: decides among equal starts
    std::uint32_t level;
    std::uint32_t unused = 0;  ///< a whole last word: no byte of an item stays unwritten
};
static_assert(std::has_unique_object_representations_v<SequenceItem>);

/// One server's tasks in order.
struct Sequence {
    SequenceItem* items;
    std::uint32_t count;
};

/// A sink that wants to know nothing. Sinks hear everything a walk decides:
///   task(item, end_ms)                 the item's start is set
///   power(power_mw, from_ms, to_ms)    IT power drawn over an interval
///   lump(energy_uj, t_ms)              IT energy drawn at a moment (waking)
///   sleep(from_ms, to_ms)              the server sleeps in a gap
struct SilentSink {
    HOST_DEVICE void task(const SequenceItem&, std::int64_t) {}
    HOST_DEVICE void power(std::int64_t, std::int64_t, std::int64_t) {}
    HOST_DEVICE void lump(std::int64_t, std::int64_t) {}
    HOST_DEVICE void sleep(std::int64_t, std::int64_t) {}
};

/// A walk reads its tasks in an order that memory does not know: it asks for them in advance.
inline constexpr std::uint32_t prefetch_distance = 6;

/// Where a walk stands after some tasks: all that the next one depends on, beside the tasks that
/// still run.
struct WalkState {
    std::int64_t previous_start_ms;
    std::int64_t busy_until_ms;  ///< nothing runs from then on; never_on_ms: no task yet
    std::int64_t busy_integral;  ///< of the rate, up to busy_until_ms
};
inline constexpr std::int64_t never_on_ms = -1;

HOST_DEVICE inline WalkState walk_begin(const ServerFacts& s) {
    return {s.first_start_ms, never_on_ms, 0};
}

HOST_DEVICE inline const TariffSlot* tariff_of(const ProblemView& p, const ServerFacts& s) {
    return p.tariff + std::uint64_t{s.site} * p.slot_count;
}

/// The moment at which the next task of a sequence starts.
HOST_DEVICE inline std::int64_t next_start_ms(const ProblemView& p, const ServerFacts& s,
                                              std::uint32_t task, std::int64_t hold_ms,
                                              const WalkState& state, RunningSet& running) {
    const std::int64_t t_ms =
        larger(state.previous_start_ms, larger(hold_ms, ready_at(p, task, s.site)));
    return s.exclusive != 0 ? larger(t_ms, state.busy_until_ms)
                            : running.earliest_fit(t_ms, p.tasks[task].need);
}

/// Adds the energy that a task draws, with what it makes its server draw: its own, waking, the gap
/// before it, idle power for as long as it keeps the server on. Advances the state past it.
template <class Sink>
HOST_DEVICE void charge_energy(const ProblemView& p, const ServerFacts& s, std::int64_t power_mw,
                               std::int64_t start_ms, std::int64_t end_ms, WalkState& state,
                               ServerScore& score, Sink& sink) {
    const TariffSlot* const tariff = tariff_of(p, s);
    const std::int64_t start_integral = rate_integral(p, tariff, start_ms);
    const std::int64_t end_integral = rate_integral(p, tariff, end_ms);

    std::int64_t idle_from_ms = state.busy_until_ms;
    std::int64_t idle_integral = state.busy_integral;
    if (state.busy_until_ms == never_on_ms) {
        score.energy_nano += priced(s.wake_uj, rate_at(p, tariff, start_ms - s.wake_ms));
        sink.lump(s.wake_uj, start_ms - s.wake_ms);
        idle_from_ms = start_ms;
        idle_integral = start_integral;
    } else if (start_ms - state.busy_until_ms >= larger(s.wake_ms, 1)) {
        const std::int64_t gap = start_integral - state.busy_integral;
        const std::int64_t asleep_nano =
            priced(s.sleep_mw, gap) + priced(s.wake_uj, rate_at(p, tariff, start_ms - s.wake_ms));
        if (asleep_nano < priced(s.idle_mw, gap)) {
            score.energy_nano += asleep_nano;
            sink.power(s.sleep_mw, state.busy_until_ms, start_ms);
            sink.lump(s.wake_uj, start_ms - s.wake_ms);
            sink.sleep(state.busy_until_ms, start_ms);
            idle_from_ms = start_ms;
            idle_integral = start_integral;
        }
    }
    score.energy_nano += priced(power_mw, end_integral - start_integral);
    sink.power(power_mw, start_ms, end_ms);
    if (end_ms > state.busy_until_ms) {
        // Rounded so that the parts of an interval add up to the whole.
        score.energy_nano += priced(s.idle_mw, end_integral) - priced(s.idle_mw, idle_integral);
        sink.power(s.idle_mw, idle_from_ms, end_ms);
        state.busy_until_ms = end_ms;
        state.busy_integral = end_integral;
    }
}

/// Adds what a task costs that starts at start_ms: energy, tardiness, transfer, leaving its
/// published place, distance from a pinned start. Advances the state past it.
template <class Sink>
HOST_DEVICE void charge_task(const ProblemView& p, std::uint32_t server, std::uint32_t task,
                             std::uint32_t level, std::int64_t start_ms, WalkState& state,
                             ServerScore& score, Sink& sink) {
    const ServerFacts& s = p.servers[server];
    const ModeOption option = option_of(p, s, task, level);
    const TaskFacts& facts = p.tasks[task];
    const std::int64_t end_ms = start_ms + option.run_ms;
    if (p.priced || !std::is_same_v<Sink, SilentSink>) {
        charge_energy(p, s, option.power_mw, start_ms, end_ms, state, score, sink);
    } else {
        // Energy costs nothing, and nobody asks where it goes.
        state.busy_until_ms = larger(state.busy_until_ms, end_ms);
    }
    state.previous_start_ms = start_ms;

    // Lateness beyond the horizon is not priced: such a plan is infeasible already, and the
    // overflow proof rests on the horizon.
    const std::int64_t late_ms = smaller(end_ms, p.horizon_ms) - facts.deadline_ms;
    if (late_ms > 0) score.tardiness_nano += weighted(late_ms, facts.tardiness_weight);
    if (p.transfer_nano != nullptr) {
        score.transfer_nano += p.transfer_nano[std::uint64_t{task} * p.site_count + s.site];
    }
    score.change_nano += change_nano(p, task, server, level, start_ms);
    if (const std::int64_t pin_ms = pinned_start_ms(p, task); pin_ms >= 0) {
        const std::int64_t off_ms = start_ms - pin_ms;
        score.violation_ms += smaller(off_ms < 0 ? -off_ms : off_ms, p.horizon_ms);
    }
}

/// The model of host/instance/README.md for one server: executes the sequence in order and adds up
/// what it costs.
///
///   start_j = earliest t >= max(start of predecessor, hold_j, ready_j) where the resources fit
///   energy  = sum_j power_j * R[start_j, end_j) + idle * R[on) + sleep * R[asleep) + wakes
///   R[a, b) = integral of the site's rate
///
/// A gap in which nothing runs costs the cheaper of idling and of sleeping + waking, at the site's
/// rate; idling on a tie, and where it is too short for waking. The first start switches the server
/// on, which costs its wake energy at the moment start - wake time. Every cost belongs to the task
/// that causes it, so that a walk may begin or end anywhere (track.hpp).
template <class Sink>
HOST_DEVICE ServerScore walk_server(const ProblemView& p, std::uint32_t server,
                                    const Sequence& sequence, RunningTask* scratch, Sink& sink) {
    ServerScore score;
    if (sequence.count == 0) return score;
    const ServerFacts& s = p.servers[server];
    RunningSet running(p, scratch, s.capacity);
    WalkState state = walk_begin(s);
    for (std::uint32_t i = 0; i != sequence.count; ++i) {
        if (i + prefetch_distance < sequence.count) {
            const SequenceItem& later = sequence.items[i + prefetch_distance];
            const std::uint64_t cell = std::uint64_t{later.task} * p.site_count + s.site;
            prefetch(&p.tasks[later.task]);
            prefetch(&option_of(p, s, later.task, later.level));
            if (p.ready_ms != nullptr) prefetch(p.ready_ms + cell);
            if (p.transfer_nano != nullptr) prefetch(p.transfer_nano + cell);
        }
        SequenceItem& item = sequence.items[i];
        const ModeOption option = option_of(p, s, item.task, item.level);
        item.start_ms = next_start_ms(p, s, item.task, item.hold_ms, state, running);
        const std::int64_t end_ms = item.start_ms + option.run_ms;
        if (s.exclusive == 0) running.start(end_ms, p.tasks[item.task].need);
        sink.task(item, end_ms);
        charge_task(p, server, item.task, item.level, item.start_ms, state, score, sink);
    }
    score.violation_ms += larger(0, state.busy_until_ms - s.close_ms);
    score.end_ms = state.busy_until_ms;
    return score;
}

}  // namespace nightwatt
