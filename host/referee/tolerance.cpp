#include "referee/tolerance.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "referee/costs.hpp"
#include "referee/rounding.hpp"
#include "referee/sum.hpp"
#include "referee/units.hpp"

namespace nightwatt::referee {

namespace {

/// The bound by cause, money.
struct Shares {
    Sum powers;      ///< powers to mW, wake energy to uJ, wakings that may cross a slot boundary
    Sum prices;      ///< prices per energy and per time to their fixed point
    Sum limits;      ///< renewable energy, caps and heat to uJ
    Sum times;       ///< deadlines and releases to ms
    Sum amounts;     ///< each amount of money to 1e-9
    Sum magnitudes;  ///< what the referee itself adds up, for its own rounding
};

/// Prices per J of IT energy that a slot's energy meets.
struct SlotPrices {
    double rate;
    double soft;
    double heat;
    double peak;
};

void add_slot(const SlotTariff& tariff, const SlotEnergy& of_slot, const BatterySlot& battery,
              const Settlement& s, const SlotPrices& price, Shares& shares) {
    const double per_energy = std::abs(price.rate) + price.soft + price.heat;
    shares.powers.add(per_energy * of_slot.doubt_j);
    const double moved_j = battery.size_j() / std::max(tariff.pue, 1e-9);
    shares.prices.add(rate_step * (2 * s.it_j + 2 * moved_j + s.over_soft_j + s.heat_j));
    const bool free_energy = tariff.renewable_j > 0 || battery.in_use();
    const double renewable = free_energy ? std::abs(price.rate) : 0.0;
    shares.limits.add((1 + battery.steps()) * limit_step_j * (renewable + price.soft + price.heat));
    shares.amounts.add(5 * money_step);
    shares.magnitudes.add(per_energy * (s.it_j + of_slot.doubt_j + moved_j));
}

/// Error of the peak's slot: the largest of all slots bounds it.
double peak_doubt(const SlotTariff& tariff, const SlotEnergy& of_slot, const BatterySlot& battery,
                  const Settlement& s, double peak_price) {
    double doubt = peak_price * (of_slot.doubt_j + (1 + battery.steps()) * limit_step_j) +
                   rate_step * (s.it_j + battery.size_j() / std::max(tariff.pue, 1e-9));
    // A negative rate that may round to zero lets renewable energy count for the planner alone.
    if (tariff.rate < 0 && tariff.rate >= -rate_step) {
        doubt += peak_price * std::min(s.meter_j, tariff.renewable_j) / std::max(tariff.pue, 1e-9);
    }
    return doubt;
}

void add_sites(const Case& c, const std::vector<SlotEnergy>& energy,
               const std::vector<BatterySlot>& batteries, Shares& shares) {
    const SiteTable& sites = c.instance.sites;
    const double slot_s = c.tariffs.slot_ms() / 1e3;
    for (std::size_t site = 0; site != sites.size(); ++site) {
        double peak = 0;
        double largest_w = 0;
        for (std::size_t slot = 0; slot != c.tariffs.slots(); ++slot) {
            const SlotTariff& tariff = c.tariffs.at(static_cast<std::int32_t>(site), slot);
            const SlotEnergy& of_slot = energy[site * c.tariffs.slots() + slot];
            const BatterySlot& battery = batteries[site * c.tariffs.slots() + slot];
            const Settlement s = settle(tariff, of_slot, battery, c.tariffs.slot_ms());
            const SlotPrices price{
                .rate = tariff.rate,
                .soft = std::isnan(tariff.soft_cap_j)
                            ? 0.0
                            : tariff.pue * sites.soft_cap_penalty_per_kwh[site] / joules_per_kwh,
                .heat = tariff.heat_j > 0 ? sites.heat_price_per_kwh[site] / joules_per_kwh : 0.0,
                .peak = tariff.pue * sites.peak_price_per_kw[site] / (1e3 * slot_s)};
            add_slot(tariff, of_slot, battery, s, price, shares);
            peak = std::max(peak, peak_doubt(tariff, of_slot, battery, s, price.peak));
            largest_w = std::max(largest_w, s.grid_w);
        }
        if (sites.peak_price_per_kw[site] == 0) continue;
        shares.powers.add(peak);
        shares.amounts.add(money_step);
        shares.magnitudes.add(largest_w / 1e3 * sites.peak_price_per_kw[site]);
    }
}

void add_tardiness(const Case& c, std::size_t task, Shares& shares) {
    const double deadline = to_ms(c.instance.tasks.deadline_s[task]);
    const double weight = c.instance.tasks.tardiness_weight_per_h[task] / ms_per_hour;
    if (std::isnan(deadline) || weight == 0) return;
    const double rounding = rounding_of(deadline);
    const double late_ms = lateness_ms(c, task) + rounding;
    if (c.end_ms(task) + rounding <= deadline) return;
    shares.times.add(rounding * weight);
    shares.prices.add(late_ms * weight_step);
    shares.amounts.add(money_step);
    shares.magnitudes.add(weight * (late_ms + std::abs(deadline)));
}

void add_transfer(const Case& c, std::size_t task, Shares& shares) {
    const std::int32_t site = c.site_of(c.server_of(task));
    const double energy_j = find_transfer(c.instance, task, site).energy_j;
    if (energy_j == 0) return;
    const double release = to_ms(c.instance.tasks.release_s[task]);
    const double rounding = rounding_of(release);
    const double early = c.tariffs.at_moment(site, release - rounding).rate;
    const double late = c.tariffs.at_moment(site, release + rounding).rate;
    shares.times.add(energy_j * std::abs(late - early));
    shares.powers.add(rounding_of(energy_j, 1e6) * std::abs(late));
    shares.prices.add(energy_j * rate_step);
    shares.amounts.add(money_step);
    shares.magnitudes.add(energy_j * std::abs(late));
}

}  // namespace

Tolerance find_tolerance(const Case& c, const Draws& draws, const std::vector<SlotEnergy>& energy,
                         const std::vector<BatterySlot>& batteries, const Account& account) {
    Shares shares;
    add_sites(c, energy, batteries, shares);
    for (std::size_t task = 0; task != c.plan.size(); ++task) {
        add_tardiness(c, task, shares);
        add_transfer(c, task, shares);
    }
    shares.prices.add(account.totals.makespan_s * 1e3 * weight_step);
    // Each power over an interval and each waking becomes one amount; a gap compares two.
    shares.amounts.add(money_step *
                       (2.0 * static_cast<double>(draws.draws.size() + draws.pulses.size()) + 1));
    // Each penalty is one amount.
    shares.amounts.add(money_step * static_cast<double>(account.totals.changed_tasks));
    shares.magnitudes.add(account.totals.makespan_cost + account.totals.change_cost);

    const double own = double_steps * shares.magnitudes.value();
    const double total = shares.powers.value() + shares.prices.value() + shares.limits.value() +
                         shares.times.value() + shares.amounts.value() + own;
    return {.money = total,
            .reason = fmt::format(
                "The planner counts in whole units, which can move the cost by at most {:.3g} {}: "
                "{:.2g} by powers to 1 mW and energies to 1 uJ, {:.2g} by prices to their fixed "
                "point, {:.2g} by limits to 1 uJ, {:.2g} by times to 1 ms, {:.2g} by amounts of "
                "money to 1e-9, and {:.2g} by this check's own double precision.",
                total, c.instance.currency, shares.powers.value(), shares.prices.value(),
                shares.limits.value(), shares.times.value(), shares.amounts.value(), own)};
}

}  // namespace nightwatt::referee
