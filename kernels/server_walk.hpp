#pragma once

#include "kernels/change.hpp"
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
};

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

HOST_DEVICE inline std::int64_t ready_at(const ProblemView& p, std::uint32_t task,
                                         std::uint32_t site) {
    return p.ready_ms == nullptr ? p.tasks[task].release_ms
                                 : p.ready_ms[std::uint64_t{task} * p.site_count + site];
}

/// A walk reads its tasks in an order that memory does not know: it asks for them in advance.
inline constexpr std::uint32_t prefetch_distance = 6;

/// The model of host/instance/README.md for one server: executes the sequence in order and adds up
/// what it costs.
///
///   start_j = earliest t >= max(start of predecessor, hold_j, ready_j) where the resources fit
///   energy  = sum_j power_j * R[start_j, end_j) + idle * R[on) + sleep * R[asleep) + wakes
///   R[a, b) = integral of the site's rate
///
/// A gap in which nothing runs costs the cheaper of idling and of sleeping + waking, at the site's
/// rate; idling on a tie, and where it is too short for waking. The first start switches the server
/// on, which costs its wake energy at the moment start - wake time.
template <class Sink>
HOST_DEVICE ServerScore walk_server(const ProblemView& p, std::uint32_t server,
                                    const Sequence& sequence, RunningTask* scratch, Sink& sink) {
    ServerScore score;
    if (sequence.count == 0) return score;
    const ServerFacts& s = p.servers[server];
    const TariffSlot* const tariff = p.tariff + std::uint64_t{s.site} * p.slot_count;
    RunningSet running(scratch, RunningSet::scratch_size(p.max_running), s.capacity);

    std::int64_t previous_start_ms = s.first_start_ms;
    std::int64_t busy_until_ms = 0;  // nothing runs from then on
    std::int64_t on_since_ms = 0;    // idle power is owed from then on
    for (std::uint32_t i = 0; i != sequence.count; ++i) {
        if (i + prefetch_distance < sequence.count) {
            const std::uint32_t later = sequence.items[i + prefetch_distance].task;
            prefetch(&p.tasks[later]);
            prefetch(&p.options[std::uint64_t{later} * p.mode_count + s.first_mode]);
        }
        SequenceItem& item = sequence.items[i];
        const std::uint32_t j = item.task;
        const TaskFacts& task = p.tasks[j];
        const ModeOption option =
            p.options[std::uint64_t{j} * p.mode_count + s.first_mode + item.level];

        std::int64_t start_ms =
            larger(previous_start_ms, larger(item.hold_ms, ready_at(p, j, s.site)));
        start_ms = s.exclusive != 0 ? larger(start_ms, busy_until_ms)
                                    : running.earliest_fit(start_ms, task.need);
        const std::int64_t end_ms = start_ms + option.run_ms;
        if (s.exclusive == 0) running.start(end_ms, task.need);
        previous_start_ms = start_ms;
        item.start_ms = start_ms;
        sink.task(item, end_ms);

        if (i == 0) {
            score.energy_nano += priced(s.wake_uj, rate_at(p, tariff, start_ms - s.wake_ms));
            sink.lump(s.wake_uj, start_ms - s.wake_ms);
            on_since_ms = start_ms;
        } else if (start_ms - busy_until_ms >= larger(s.wake_ms, 1)) {
            const std::int64_t gap =
                rate_integral(p, tariff, start_ms) - rate_integral(p, tariff, busy_until_ms);
            const std::int64_t asleep_nano =
                priced(s.sleep_mw, gap) +
                priced(s.wake_uj, rate_at(p, tariff, start_ms - s.wake_ms));
            if (asleep_nano < priced(s.idle_mw, gap)) {
                score.energy_nano +=
                    asleep_nano + priced(s.idle_mw, rate_integral(p, tariff, busy_until_ms) -
                                                        rate_integral(p, tariff, on_since_ms));
                sink.power(s.idle_mw, on_since_ms, busy_until_ms);
                sink.power(s.sleep_mw, busy_until_ms, start_ms);
                sink.lump(s.wake_uj, start_ms - s.wake_ms);
                sink.sleep(busy_until_ms, start_ms);
                on_since_ms = start_ms;
            }
        }

        score.energy_nano += priced(
            option.power_mw, rate_integral(p, tariff, end_ms) - rate_integral(p, tariff, start_ms));
        sink.power(option.power_mw, start_ms, end_ms);
        // Lateness beyond the horizon is not priced: such a plan is infeasible already, and the
        // overflow proof rests on the horizon.
        const std::int64_t late_ms = smaller(end_ms, p.horizon_ms) - task.deadline_ms;
        if (late_ms > 0) score.tardiness_nano += weighted(late_ms, task.tardiness_weight);
        if (p.transfer_nano != nullptr) {
            score.transfer_nano += p.transfer_nano[std::uint64_t{j} * p.site_count + s.site];
        }
        score.change_nano += change_nano(p, j, server, item.level, start_ms);
        if (p.pin_start_ms != nullptr && p.pin_start_ms[j] >= 0) {
            const std::int64_t off_ms = start_ms - p.pin_start_ms[j];
            score.violation_ms += smaller(off_ms < 0 ? -off_ms : off_ms, p.horizon_ms);
        }
        busy_until_ms = larger(busy_until_ms, end_ms);
    }
    score.energy_nano += priced(
        s.idle_mw, rate_integral(p, tariff, busy_until_ms) - rate_integral(p, tariff, on_since_ms));
    sink.power(s.idle_mw, on_since_ms, busy_until_ms);
    score.violation_ms += larger(0, busy_until_ms - s.close_ms);
    score.end_ms = busy_until_ms;
    return score;
}

}  // namespace nightwatt
