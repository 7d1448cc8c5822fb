#include "lp/site_rows.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "lp/battery_rows.hpp"
#include "lp/kwh.hpp"

namespace nightwatt {

namespace {

double money_per_kwh(std::int64_t rate) {
    return std::ldexp(static_cast<double>(rate), -rate_shift) * uj_per_kwh / nano_per_money;
}

}  // namespace

SiteRows::SiteRows(const Problem& problem, std::uint32_t period_slots, LinearProgramme& programme)
    : p_(problem.view_at_rest()),
      period_slots_(period_slots),
      periods_((p_.slot_count + period_slots - 1) / period_slots),
      batteries_(problem.batteries()),
      programme_(programme) {
    if (!p_.coupled) return;
    for (std::uint32_t row = 0; row < p_.site_count * periods_; ++row) {
        energy_row_.push_back(programme_.add_row(0, 0));
    }
}

void SiteRows::add_energy(std::uint32_t site, std::uint32_t period, double kwh) {
    if (!energy_row_.empty()) {
        programme_.add_entry(energy_row_[std::size_t{site} * periods_ + period], kwh);
    }
}

SiteRows::Terms SiteRows::terms(std::uint32_t site, std::uint32_t period) const {
    const std::uint32_t first = period * period_slots_;
    const std::uint32_t last = std::min(first + period_slots_, p_.slot_count);
    const double share = 1.0 / (last - first);
    Terms sum;
    for (std::uint32_t slot = first; slot < last; ++slot) {
        const std::size_t cell = std::size_t{site} * p_.slot_count + slot;
        const SlotLimits& limit = p_.limits[cell];
        const double renewable_kwh = kwh_of(limit.renewable_uj);
        const double rate = money_per_kwh(p_.tariff[cell].rate);
        sum.rate += share * rate;
        sum.paid |= rate < 0;
        sum.hours += static_cast<double>(p_.slot_ms) / ms_per_hour;
        sum.renewable_kwh += renewable_kwh;
        sum.renewable_price += std::isinf(renewable_kwh) ? 0 : renewable_kwh * rate;
        sum.hard_cap_kwh += kwh_of(limit.hard_cap_uj);
        sum.soft_cap_kwh += kwh_of(limit.soft_cap_uj);
        sum.soft_price += share * money_per_kwh(limit.soft_rate);
        sum.heat_kwh += kwh_of(limit.heat_demand_uj);
        sum.heat_price += share * money_per_kwh(limit.heat_rate);
        sum.peak_price += share * share * money_per_kwh(limit.peak_rate);
        sum.pue += share * std::ldexp(static_cast<double>(limit.pue), -rate_shift);
    }
    if (std::isinf(sum.renewable_kwh)) {
        sum.renewable_price = sum.rate;
    } else if (sum.renewable_kwh > 0) {
        sum.renewable_price /= sum.renewable_kwh;
    }
    return sum;
}

void SiteRows::add_columns() {
    if (energy_row_.empty()) return;
    LinearProgramme& lp = programme_;
    const double cap_kwh = kwh_of(p_.energy_cap_uj);
    const int cap_row = std::isinf(cap_kwh) ? -1 : lp.add_row(-INFINITY, cap_kwh);
    for (std::uint32_t site = 0; site < p_.site_count; ++site) {
        std::vector<int> peak_rows;
        std::optional<BatteryRows> battery;
        if (!batteries_.empty() && batteries_[site].exists()) {
            battery.emplace(batteries_[site], periods_, lp);
        }
        for (std::uint32_t period = 0; period < periods_; ++period) {
            const Terms t = terms(site, period);
            const bool renewable = t.renewable_kwh > 0;
            const bool soft = t.soft_price > 0 && std::isfinite(t.soft_cap_kwh);
            const bool heat = t.heat_price > 0 && t.heat_kwh > 0;
            const bool peak = t.peak_price > 0;
            const int renewable_row = renewable ? lp.add_row(-INFINITY, 0) : -1;
            const int soft_row = soft ? lp.add_row(-INFINITY, t.soft_cap_kwh) : -1;
            const int heat_row = heat ? lp.add_row(-INFINITY, 0) : -1;
            const int peak_row = peak ? lp.add_row(0, INFINITY) : -1;
            if (peak) peak_rows.push_back(peak_row);

            const int net_row = battery ? lp.add_row(0, 0) : -1;
            if (battery) battery->add_columns({t.hours, t.rate, t.pue, t.paid}, net_row);
            lp.add_column(0, battery ? INFINITY : t.hard_cap_kwh);  // E
            lp.add_entry(energy_row_[std::size_t{site} * periods_ + period], -1);
            if (heat) lp.add_entry(heat_row, -1);
            if (cap_row >= 0) lp.add_entry(cap_row, t.pue);
            if (battery) {
                lp.add_entry(net_row, 1);
                lp.add_column(0, t.hard_cap_kwh);  // N, where it is not E
                lp.add_entry(net_row, -1);
            }
            if (renewable) lp.add_entry(renewable_row, -1);
            if (soft) lp.add_entry(soft_row, 1);
            if (peak) lp.add_entry(peak_row, -t.peak_price);
            if (renewable) {  // U
                lp.add_column(-t.renewable_price, t.renewable_kwh);
                lp.add_entry(renewable_row, 1);
                if (peak) lp.add_entry(peak_row, t.peak_price);
            }
            if (soft) {  // O
                lp.add_column(t.soft_price, INFINITY);
                lp.add_entry(soft_row, -1);
            }
            if (heat) {  // H
                lp.add_column(-t.heat_price, t.heat_kwh);
                lp.add_entry(heat_row, 1);
            }
        }
        if (peak_rows.empty()) continue;
        lp.add_column(1, INFINITY);  // Z
        for (const int row : peak_rows) lp.add_entry(row, 1);
    }
}

}  // namespace nightwatt
