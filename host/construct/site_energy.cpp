#include "construct/site_energy.hpp"

#include <algorithm>
#include <cmath>

#include "kernels/tariff.hpp"

namespace nightwatt {

namespace {

double nano_per_uj(std::int64_t rate) {
    return std::ldexp(static_cast<double>(rate), -rate_shift);
}

}  // namespace

SiteEnergy::SiteEnergy(const ProblemView& problem) : p_(problem) {
    if (!p_.coupled) return;
    energy_uj_.assign(std::size_t{p_.site_count} * p_.slot_count, 0);
    for (std::size_t row = 0; row < energy_uj_.size(); ++row) {
        const double all = std::fabs(nano_per_uj(p_.tariff[row].rate)) +
                           nano_per_uj(p_.limits[row].soft_rate) +
                           nano_per_uj(p_.limits[row].peak_rate);
        forbidding_ = std::max(forbidding_, 10 * all);
    }
}

double SiteEnergy::marginal(std::size_t row, std::int64_t energy_uj) const {
    if (!p_.coupled) return nano_per_uj(p_.tariff[row].rate);
    const SlotLimits& limit = p_.limits[row];
    if (energy_uj >= limit.hard_cap_uj) return forbidding_;
    double slope = nano_per_uj(p_.tariff[row].rate);
    if (slope > 0 && energy_uj < limit.renewable_uj) slope = 0;
    if (energy_uj < limit.heat_demand_uj) slope -= nano_per_uj(limit.heat_rate);
    if (energy_uj >= limit.soft_cap_uj) slope += nano_per_uj(limit.soft_rate);
    return slope;
}

void SiteEnergy::draw(std::uint32_t site, std::int64_t power_mw, std::int64_t from_ms,
                      std::int64_t to_ms, GuidePrices& prices) {
    if (!p_.coupled || power_mw == 0) return;
    const std::uint32_t steps_per_slot = prices.steps() / p_.slot_count;
    const std::int64_t until_ms = smaller(to_ms, p_.horizon_ms);
    bool risen = false;
    while (from_ms < until_ms) {
        const std::uint32_t slot = slot_of(p_, from_ms);
        const std::int64_t end_ms = smaller(until_ms, p_.slot_ms * (std::int64_t{slot} + 1));
        const std::size_t row = std::size_t{site} * p_.slot_count + slot;
        energy_uj_[row] += power_mw * (end_ms - from_ms);
        risen |= prices.raise_energy(site, slot * steps_per_slot, (slot + 1) * steps_per_slot,
                                     marginal(row, energy_uj_[row]));
        from_ms = end_ms;
    }
    if (risen) prices.integrate_energy(site);
}

void SiteEnergy::draw_task(const ServerFacts& server, const ServerProfile& profile,
                           const ModeOption& option, std::int64_t start_ms, GuidePrices& prices) {
    if (!p_.coupled) return;
    const std::int64_t to_ms = start_ms + option.run_ms;
    draw(server.site, option.power_mw, start_ms, to_ms, prices);
    const std::vector<ServerProfile::Step>& steps = profile.steps();
    for (std::size_t k = profile.step_at(start_ms); k < steps.size() && steps[k].from_ms < to_ms;
         ++k) {
        if (steps[k].running != 0) continue;
        const std::int64_t right_ms = k + 1 < steps.size() ? steps[k + 1].from_ms : to_ms;
        draw(server.site, server.idle_mw, larger(steps[k].from_ms, start_ms),
             smaller(right_ms, to_ms), prices);
    }
}

}  // namespace nightwatt
