#pragma once

#include <type_traits>

#include "kernels/score.hpp"
#include "kernels/server_walk.hpp"

namespace nightwatt {

/// IT energy of one site by slot, gathered from edges: a power that is drawn from t on adds to
/// t's slot what it draws there until the slot's end, and to all later slots through `step_mw`.
/// Every interval is two edges, so the cost of adding one does not grow with its length, and
/// integer sums make the order of adding irrelevant. `Add` says whether others add to the same
/// meter at the same time.
struct OwnAdd {
    HOST_DEVICE static void add(std::int64_t& cell, std::int64_t value) { cell += value; }
};
struct SharedAdd {
    HOST_DEVICE static void add(std::int64_t& cell, std::int64_t value) { add_shared(cell, value); }
};

template <class Add>
struct BasicSlotMeter {
    std::int64_t* edge_uj;  ///< [slot]
    std::int64_t* step_mw;  ///< [slot]: change of the power drawn in this and all later slots

    HOST_DEVICE void edge(const ProblemView& p, std::int64_t power_mw, std::int64_t t_ms) {
        if (t_ms >= p.horizon_ms) return;
        const std::uint32_t slot = slot_of(p, t_ms);
        Add::add(edge_uj[slot], power_mw * (p.slot_ms * (std::int64_t{slot} + 1) - t_ms));
        if (slot + 1 < p.slot_count) Add::add(step_mw[slot + 1], power_mw);
    }
};
using SlotMeter = BasicSlotMeter<OwnAdd>;
using SharedSlotMeter = BasicSlotMeter<SharedAdd>;

/// Adds up the rates of earlier steps: turns a row's edges into amounts.
HOST_DEVICE inline void settle_steps(std::int64_t* amount, const std::int64_t* change,
                                     std::uint32_t steps, std::int64_t step_ms) {
    std::int64_t level = 0;
    for (std::uint32_t k = 0; k < steps; ++k) {
        level += change[k];
        amount[k] += level * step_ms;
    }
}

/// Sink that meters a server's power, times `sign`: -1 takes a server's share out again.
template <class Add>
struct BasicMeterSink : SilentSink {
    const ProblemView* problem;
    BasicSlotMeter<Add> meter;
    std::int64_t sign;

    HOST_DEVICE BasicMeterSink(const ProblemView& p, BasicSlotMeter<Add> slot_meter,
                               std::int64_t meter_sign)
        : problem(&p), meter(slot_meter), sign(meter_sign) {}
    HOST_DEVICE void power(std::int64_t power_mw, std::int64_t from_ms, std::int64_t to_ms) {
        meter.edge(*problem, sign * power_mw, from_ms);
        meter.edge(*problem, -sign * power_mw, to_ms);
    }
    HOST_DEVICE void lump(std::int64_t energy_uj, std::int64_t t_ms) {
        if (t_ms < problem->horizon_ms) {
            Add::add(meter.edge_uj[slot_of(*problem, t_ms)], sign * energy_uj);
        }
    }
};
using MeterSink = BasicMeterSink<OwnAdd>;
using SharedMeterSink = BasicMeterSink<SharedAdd>;

/// What the coupling terms of one slot add to the separable cost, by how much its limits are
/// exceeded, and the energy at the site's meter, for the energy cap. `peak_nano` is what the peak
/// charge would be if this slot were its site's highest.
struct SlotScore {
    std::int64_t cost_nano = 0;
    std::int64_t violation_j = 0;
    std::int64_t meter_uj = 0;
    std::int64_t peak_nano = 0;
};

/// Coupling terms of host/instance/README.md, "Site and slot", in IT energy E of a slot:
///   - rate * min(E, renewable) + soft_rate * max(0, E - soft cap) - heat_rate * min(E, heat
///   demand);  peak: peak_rate * max(0, E - renewable);  violation: E - hard cap
/// Renewable energy below 0 is what a battery is charged with: it costs rate * -renewable, at a
/// negative rate too, where no renewable energy is used.
HOST_DEVICE inline SlotScore score_slot(const SlotLimits& limit, std::int64_t rate,
                                        std::int64_t energy_uj) {
    SlotScore score;
    if (rate > 0 || limit.renewable_uj < 0) {
        score.cost_nano -= priced(smaller(energy_uj, limit.renewable_uj), rate);
    }
    if (limit.heat_rate != 0) {
        score.cost_nano -= priced(smaller(energy_uj, limit.heat_demand_uj), limit.heat_rate);
    }
    if (energy_uj > limit.soft_cap_uj) {
        score.cost_nano += priced(energy_uj - limit.soft_cap_uj, limit.soft_rate);
    }
    if (energy_uj > limit.renewable_uj) {
        score.peak_nano = priced(energy_uj - limit.renewable_uj, limit.peak_rate);
    }
    if (energy_uj > limit.hard_cap_uj) {
        score.violation_j = (energy_uj - limit.hard_cap_uj + 999'999) / 1'000'000;
    }
    score.meter_uj = priced(energy_uj, limit.pue);
    return score;
}

/// The coupling terms of one site: sums over its slots, and the peak charge of the highest one.
struct SiteScore {
    std::int64_t cost_nano = 0;
    std::int64_t violation_j = 0;
    std::int64_t meter_uj = 0;
};
static_assert(std::has_unique_object_representations_v<SiteScore>);

template <class Add>
HOST_DEVICE SiteScore score_site(const ProblemView& p, std::uint32_t site,
                                 const BasicSlotMeter<Add>& meter) {
    SiteScore score;
    std::int64_t power_mw = 0;
    std::int64_t peak_nano = 0;
    for (std::uint32_t slot = 0; slot != p.slot_count; ++slot) {
        const std::uint64_t row = std::uint64_t{site} * p.slot_count + slot;
        power_mw += meter.step_mw[slot];
        const SlotScore of_slot = score_slot(p.limits[row], p.tariff[row].rate,
                                             meter.edge_uj[slot] + power_mw * p.slot_ms);
        score.cost_nano += of_slot.cost_nano;
        score.violation_j += of_slot.violation_j;
        score.meter_uj += of_slot.meter_uj;
        peak_nano = larger(peak_nano, of_slot.peak_nano);
    }
    score.cost_nano += peak_nano;
    return score;
}

/// Energy above a cap on the sum of all meters, in joules rounded up.
HOST_DEVICE inline std::int64_t above_cap_j(std::int64_t meter_uj, std::int64_t cap_uj) {
    return meter_uj > cap_uj ? (meter_uj - cap_uj + 999'999) / 1'000'000 : 0;
}

}  // namespace nightwatt
