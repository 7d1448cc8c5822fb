#pragma once

#include "kernels/coupling.hpp"
#include "kernels/track.hpp"

namespace nightwatt {

/// The coupling terms of one site as a pair of servers sees them while other pairs are improved at
/// the same time. Every pair starts from the same energies E; of the room K - E up to a limit K (or
/// of the excess, where it is negative) it gets a share, so its own limit is E + share * (K - E).
/// All terms are convex in E, and the pairs' shares of a slot add up to at most one, so what pairs
/// find together costs at most the sum of what they found apart:
///
///   f(E + sum of changes) - f(E) <= sum over pairs of the change of f that the pair saw
///
/// (a peak charge takes the largest slot, so there the shares must be equal in all slots). With the
/// whole share a pair sees the plan's cost exactly. Arrays belong to the caller.
struct PairSite {
    SlotLimits* limits;       ///< [slot]: the pair's own
    std::int64_t* energy_uj;  ///< [slot]: of the whole site, as far as the pair knows
    std::int64_t* change_uj;  ///< [slot]: by the move that is tried; 0 outside [low, high)
    std::uint32_t site;
    std::uint32_t low;
    std::uint32_t high;
    bool peaks;  ///< a peak charge applies

    HOST_DEVICE void change(std::uint32_t slot, std::int64_t energy) {
        change_uj[slot] += energy;
        if (slot < low) low = slot;
        if (slot >= high) high = slot + 1;
    }
    HOST_DEVICE void forget(bool keep) {
        for (std::uint32_t slot = low; slot < high; ++slot) {
            if (keep) energy_uj[slot] += change_uj[slot];
            change_uj[slot] = 0;
        }
        low = UINT32_MAX;
        high = 0;
    }
};

/// A share of 1, in 32-bit fractions.
inline constexpr std::uint64_t whole_share = std::uint64_t{1} << 32;

/// E + share * (limit - E), rounded towards E's side of safety: a room is never shared out twice.
HOST_DEVICE inline std::int64_t shared_limit(std::int64_t energy_uj, std::int64_t limit_uj,
                                             std::uint64_t share) {
    if (limit_uj == unlimited_uj || share == whole_share) return limit_uj;
    return energy_uj + static_cast<std::int64_t>((static_cast<int128>(limit_uj - energy_uj) *
                                                  static_cast<std::int64_t>(share)) >>
                                                 32);
}

/// Sets what a pair sees of a slot.
HOST_DEVICE inline void share_slot(const SlotLimits& of_site, std::int64_t energy_uj,
                                   std::uint64_t share, PairSite& pair, std::uint32_t slot) {
    SlotLimits own = of_site;
    own.renewable_uj = shared_limit(energy_uj, of_site.renewable_uj, share);
    own.hard_cap_uj = shared_limit(energy_uj, of_site.hard_cap_uj, share);
    own.soft_cap_uj = shared_limit(energy_uj, of_site.soft_cap_uj, share);
    own.heat_demand_uj = shared_limit(energy_uj, of_site.heat_demand_uj, share);
    pair.limits[slot] = own;
    pair.energy_uj[slot] = energy_uj;
    pair.change_uj[slot] = 0;
}

/// Shows a pair its site: energies by slot, and share(slot) of the room in each.
template <class Share>
HOST_DEVICE void open_site(const ProblemView& p, const std::int64_t* energy_uj, const Share& share,
                           PairSite& pair) {
    pair.low = UINT32_MAX;
    pair.high = 0;
    const SlotLimits* const limits = p.limits + std::uint64_t{pair.site} * p.slot_count;
    for (std::uint32_t slot = 0; slot < p.slot_count; ++slot) {
        share_slot(limits[slot], energy_uj[slot], share(slot), pair, slot);
    }
}

/// Sink that adds a server's energy to a pair's slots, times `sign`.
struct PairMeterSink : SilentSink {
    const ProblemView* problem;
    PairSite* site;
    std::int64_t sign;

    HOST_DEVICE PairMeterSink(const ProblemView& p, PairSite& pair_site, std::int64_t meter_sign)
        : problem(&p), site(&pair_site), sign(meter_sign) {}
    HOST_DEVICE void power(std::int64_t power_mw, std::int64_t from_ms, std::int64_t to_ms) {
        const std::int64_t until_ms = smaller(to_ms, problem->horizon_ms);
        if (from_ms >= until_ms) return;
        std::uint32_t slot = slot_of(*problem, from_ms);
        std::int64_t slot_end_ms = problem->slot_ms * (std::int64_t{slot} + 1);
        for (; slot_end_ms < until_ms && slot + 1 < problem->slot_count; ++slot) {
            site->change(slot, sign * power_mw * (slot_end_ms - from_ms));
            from_ms = slot_end_ms;
            slot_end_ms += problem->slot_ms;
        }
        site->change(slot, sign * power_mw * (until_ms - from_ms));
    }
    HOST_DEVICE void lump(std::int64_t energy_uj, std::int64_t t_ms) {
        if (t_ms < problem->horizon_ms) site->change(slot_of(*problem, t_ms), sign * energy_uj);
    }
};

/// Meters item `place` of a sequence whose state before it is known.
HOST_DEVICE inline void meter_item(const ProblemView& p, std::uint32_t server,
                                   const TrackItem& item, WalkState before, PairMeterSink& sink) {
    ServerScore ignored;
    charge_task(p, server, item.task, item.level, item.start_ms, before, ignored, sink);
}

/// Enters into a pair's slots what a rewalk of a server there changes.
HOST_DEVICE inline void meter_rewalk(const ProblemView& p, std::uint32_t server, const Track& track,
                                     const Splice& splice, const Rewalk& change, PairSite& site) {
    const ServerFacts& s = p.servers[server];
    PairMeterSink out(p, site, -1);
    PairMeterSink in(p, site, 1);
    for (std::uint32_t i = splice.first; i < splice.last; ++i) {
        meter_item(p, server, track.items[i], state_before(s, track.items, i), out);
    }
    WalkState state = state_before(s, track.items, splice.first);
    for (std::uint32_t k = 0; k < change.walked; ++k) {
        const TrackItem& item = change.items[k];
        const std::uint32_t i = splice.last + k - splice.count;
        if (k < splice.count) {
            meter_item(p, server, item, state, in);
        } else {
            const WalkState before = state_before(s, track.items, i);
            if (item.start_ms != track.items[i].start_ms ||
                state.busy_until_ms != before.busy_until_ms) {
                meter_item(p, server, track.items[i], before, out);
                meter_item(p, server, item, state, in);
            }
        }
        state = {item.start_ms, item.busy_until_ms, item.busy_integral};
    }
}

/// What the changes of a pair's slots cost, given what it sees.
HOST_DEVICE inline SiteScore changed_site(const ProblemView& p, const PairSite& site) {
    SiteScore change;
    const TariffSlot* const tariff = p.tariff + std::uint64_t{site.site} * p.slot_count;
    for (std::uint32_t slot = site.low; slot < site.high; ++slot) {
        if (site.change_uj[slot] == 0) continue;
        const std::int64_t rate = tariff[slot].rate;
        const std::int64_t energy_uj = site.energy_uj[slot];
        const SlotScore old = score_slot(site.limits[slot], rate, energy_uj);
        const SlotScore now = score_slot(site.limits[slot], rate, energy_uj + site.change_uj[slot]);
        change.cost_nano += now.cost_nano - old.cost_nano;
        change.violation_j += now.violation_j - old.violation_j;
        change.meter_uj += now.meter_uj - old.meter_uj;
    }
    if (site.peaks && site.low < site.high) {
        std::int64_t old_nano = 0;
        std::int64_t now_nano = 0;
        for (std::uint32_t slot = 0; slot != p.slot_count; ++slot) {
            const std::int64_t rate = tariff[slot].rate;
            const std::int64_t energy_uj = site.energy_uj[slot];
            old_nano = larger(old_nano, score_slot(site.limits[slot], rate, energy_uj).peak_nano);
            now_nano = larger(
                now_nano,
                score_slot(site.limits[slot], rate, energy_uj + site.change_uj[slot]).peak_nano);
        }
        change.cost_nano += now_nano - old_nano;
    }
    return change;
}

}  // namespace nightwatt
