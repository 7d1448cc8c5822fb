#include "bound/slot_terms.hpp"

#include <algorithm>
#include <cmath>

#include "kernels/tariff.hpp"

namespace nightwatt {

namespace {

double amount(std::int64_t uj) {
    return uj == unlimited_uj ? INFINITY : static_cast<double>(uj);
}

double rate_of(std::int64_t fixed) {
    return std::ldexp(static_cast<double>(fixed), -rate_shift);
}

/// Moves weights >= 0 to the nearest ones whose sum is at most 1.
void project_to_simplex(double* weights, std::size_t count) {
    double sum = 0;
    for (std::size_t i = 0; i < count; ++i) {
        weights[i] = std::max(weights[i], 0.0);
        sum += weights[i];
    }
    if (sum <= 1 - 1e-12) return;
    std::vector<double> sorted(weights, weights + count);
    std::sort(sorted.begin(), sorted.end(), std::greater<>());
    double above = 0;
    double shift = 0;
    for (std::size_t i = 0; i < count; ++i) {
        above += sorted[i];
        const double candidate = (above - 1) / static_cast<double>(i + 1);
        if (sorted[i] > candidate) shift = candidate;
    }
    double total = 0;
    for (std::size_t i = 0; i < count; ++i) {
        weights[i] = std::max(weights[i] - shift, 0.0);
        total += weights[i];
    }
    // Rounding must not leave the sum above 1.
    for (std::size_t i = 0; i < count && total > 0; ++i) weights[i] *= (1 - 1e-12) / total;
}

}  // namespace

SlotTerms::SlotTerms(const Problem& problem, const DualLayout& layout)
    : p_(problem.view_at_rest()), layout_(layout), energy_cap_uj_(amount(p_.energy_cap_uj)) {
    double greatest = 0;
    for (std::size_t row = 0; row < std::size_t{layout.sites} * layout.slots; ++row) {
        scale_ += std::fabs(rate_of(p_.tariff[row].rate));
        earns_ = earns_ || p_.tariff[row].rate < 0;
    }
    scale_ /= std::max(1.0, static_cast<double>(layout.sites) * layout.slots);
    if (!layout.coupled) return;
    peak_priced_.assign(layout.sites, false);
    for (std::size_t row = 0; row < std::size_t{layout.sites} * layout.slots; ++row) {
        const SlotLimits& limit = p_.limits[row];
        slots_.push_back({rate_of(p_.tariff[row].rate), amount(limit.renewable_uj),
                          amount(limit.hard_cap_uj), amount(limit.soft_cap_uj),
                          amount(limit.heat_demand_uj), rate_of(limit.soft_rate),
                          rate_of(limit.heat_rate), rate_of(limit.peak_rate), rate_of(limit.pue)});
        const Slot& slot = slots_.back();
        greatest = std::max(greatest, std::fabs(slot.rate) + slot.soft + slot.heat + slot.peak);
        earns_ = earns_ || (slot.heat > 0 && slot.heat_demand > 0);
        if (slot.peak > 0) peak_priced_[row / layout.slots] = true;
    }
    greatest_ = greatest;
    if (scale_ == 0) scale_ = greatest;
    batteries_.resize(layout.sites);
    for (std::uint32_t site = 0; site < problem.batteries().size(); ++site) {
        const Battery& battery = problem.batteries()[site];
        if (!battery.exists()) continue;
        batteries_[site].emplace(battery, p_, site,
                                 problem.pue().data() + std::size_t{site} * layout.slots);
    }
}

/// Integrals of the dual rate are sums of `steps` rounded terms, each at most `steps` steps of the
/// greatest rate: the rates that they define are off by less than steps * 2^-52 of it.
double SlotTerms::guard(const std::vector<double>& x) const {
    double greatest = greatest_;
    double relief = 0;
    double pue = 0;
    for (std::size_t row = 0; row < slots_.size(); ++row) {
        relief = std::max(relief, std::fabs(x[layout_.relief(0, row)]));
        pue = std::max(pue, slots_[row].pue);
    }
    greatest += relief + x[layout_.cap()] * pue;
    return greatest * (layout_.steps + 16) * std::ldexp(1.0, -44);
}

double SlotTerms::top(const std::vector<double>& x, std::size_t site, std::size_t t) const {
    const Slot& slot = slots_[site * layout_.slots + t];
    double slope = slot.rate + x[layout_.peak(site, t)] * slot.peak + x[layout_.cap()] * slot.pue;
    if (std::isfinite(slot.soft_cap)) slope += slot.soft;
    if (std::isinf(slot.renewable)) slope -= slot.rate + x[layout_.peak(site, t)] * slot.peak;
    if (std::isinf(slot.heat_demand)) slope -= slot.heat;
    return slope;
}

double SlotTerms::bottom(const std::vector<double>& x, std::size_t site, std::size_t t,
                         bool with_battery) const {
    const Slot& slot = slots_[site * layout_.slots + t];
    double slope = x[layout_.cap()] * slot.pue;
    if (slot.heat_demand > 0) slope -= slot.heat;
    double from_outside = 0;
    if (slot.renewable <= 0) from_outside += slot.rate + x[layout_.peak(site, t)] * slot.peak;
    if (slot.soft_cap <= 0) from_outside += slot.soft;
    // A battery may cover all that is drawn; then nothing comes from outside.
    return slope + (with_battery ? std::min(from_outside, 0.0) : from_outside);
}

double SlotTerms::dual(const std::vector<double>& x, std::size_t site, std::size_t t) const {
    return top(x, site, t) - x[layout_.relief(site, t)];
}

void SlotTerms::clamp_relief(std::vector<double>& x, std::size_t site, std::size_t t,
                             bool with_battery) const {
    double& relief = x[layout_.relief(site, t)];
    relief = std::min(relief, top(x, site, t) - bottom(x, site, t, with_battery));
    if (std::isinf(slots_[site * layout_.slots + t].hard_cap)) relief = std::max(relief, 0.0);
}

void SlotTerms::project(std::vector<double>& x) const {
    const std::size_t resources = layout_.relief(0, 0);
    for (std::size_t i = 0; i < resources; ++i) x[i] = std::max(x[i], 0.0);
    if (!layout_.coupled) return;
    double& cap = x[layout_.cap()];
    cap = std::isfinite(energy_cap_uj_) ? std::max(cap, 0.0) : 0.0;
    for (std::size_t site = 0; site < layout_.sites; ++site) {
        double* const peak = x.data() + layout_.peak(site, 0);
        if (peak_priced_[site]) {
            project_to_simplex(peak, layout_.slots);
        } else {
            std::fill_n(peak, layout_.slots, 0.0);
        }
        for (std::size_t t = 0; t < layout_.slots; ++t) {
            clamp_relief(x, site, t, batteries_[site].has_value());
        }
    }
}

void SlotTerms::set_to_rest(std::vector<double>& x) const {
    if (!layout_.coupled) return;
    for (std::size_t site = 0; site < layout_.sites; ++site) {
        if (!batteries_[site]) continue;
        for (std::size_t t = 0; t < layout_.slots; ++t) {
            clamp_relief(x, site, t, false);
        }
    }
}

void SlotTerms::integrate(const std::vector<double>& x, std::vector<double>& energy) const {
    energy.resize(std::size_t{layout_.sites} * layout_.stride());
    const double below = layout_.coupled ? guard(x) : 0;
    for (std::size_t site = 0; site < layout_.sites; ++site) {
        double* const sum = energy.data() + site * layout_.stride();
        sum[0] = 0;
        for (std::size_t k = 0; k < layout_.steps; ++k) {
            const std::size_t t = k / layout_.steps_per_slot;
            if (layout_.coupled) {
                sum[k + 1] =
                    sum[k] + (dual(x, site, t) - below) * static_cast<double>(layout_.step_ms);
            } else {
                sum[k + 1] =
                    rate_of(rate_integral(p_, p_.tariff + site * layout_.slots,
                                          static_cast<std::int64_t>(k + 1) * layout_.step_ms));
            }
        }
        sum[layout_.steps + 1] = sum[layout_.steps];
    }
}

SlotTerms::Least SlotTerms::least(const std::vector<double>& x, std::size_t site, std::size_t t,
                                  double below) const {
    const Slot& slot = slots_[site * layout_.slots + t];
    const double peak = x[layout_.peak(site, t)] * slot.peak;
    const double cap = x[layout_.cap()] * slot.pue;
    // Half of the guard covers how far the integrals' own rates may be above this one.
    const double rate = dual(x, site, t) - below / 2;
    Least best;
    for (const double e : {slot.renewable, slot.heat_demand, slot.soft_cap, slot.hard_cap}) {
        if (!(e <= slot.hard_cap) || std::isinf(e)) continue;
        const double grid = std::max(e - slot.renewable, 0.0);
        const double free = slot.rate * std::min(e, slot.renewable);
        const double heat = slot.heat * std::min(e, slot.heat_demand);
        const double soft = slot.soft * std::max(e - slot.soft_cap, 0.0);
        const double value = (slot.rate - rate + cap) * e - free - heat + soft + peak * grid;
        const double size = (std::fabs(slot.rate) + std::fabs(rate) + cap) * e + std::fabs(free) +
                            heat + soft + peak * e;
        best.size = std::max(best.size, size);
        if (value < best.value) {
            best.value = value;
            best.drawn_uj = best.net_uj = e;
        }
    }
    return best;
}

SlotTerms::SiteLeast SlotTerms::site_least(const std::vector<double>& x, std::size_t site,
                                           double below) const {
    SiteLeast sum;
    sum.slots.reserve(layout_.slots);
    if (batteries_[site]) return site_least_with_battery(x, site, below);
    for (std::size_t t = 0; t < layout_.slots; ++t) {
        sum.slots.push_back(least(x, site, t, below));
    }
    return sum;
}

double SlotTerms::value(const std::vector<double>& x) const {
    if (!layout_.coupled) return 0;
    const double below = guard(x);
    double sum = 0;
    double size = 0;
    for (std::size_t site = 0; site < layout_.sites; ++site) {
        const SiteLeast of_site = site_least(x, site, below);
        for (const Least& slot : of_site.slots) {
            sum += slot.value;
            size += slot.size;
        }
        sum += of_site.battery_value;
        size += of_site.battery_size;
    }
    if (std::isfinite(energy_cap_uj_)) {
        // Each slot's energy at the meter is rounded to whole microjoules.
        const double paid =
            x[layout_.cap()] * (energy_cap_uj_ + 0.5 * static_cast<double>(slots_.size()) + 1);
        sum -= paid;
        size += paid;
    }
    return sum - size * (static_cast<double>(slots_.size()) + 16) * std::ldexp(1.0, -50);
}

void SlotTerms::add_gradient(const std::vector<double>& x, const std::vector<double>& used_uj,
                             std::vector<double>& gradient) const {
    if (!layout_.coupled) return;
    const double below = guard(x);
    double metered = 0;
    for (std::size_t site = 0; site < layout_.sites; ++site) {
        const SiteLeast of_site = site_least(x, site, below);
        for (std::size_t t = 0; t < layout_.slots; ++t) {
            const Slot& slot = slots_[site * layout_.slots + t];
            double used = 0;
            for (std::uint32_t k = 0; k < layout_.steps_per_slot; ++k) {
                used += used_uj[site * layout_.steps + t * layout_.steps_per_slot + k];
            }
            const Least& at = of_site.slots[t];
            gradient[layout_.relief(site, t)] -= used - at.drawn_uj;
            gradient[layout_.peak(site, t)] +=
                slot.peak * (used - at.drawn_uj + std::max(at.net_uj - slot.renewable, 0.0));
            metered += slot.pue * used;
        }
    }
    if (std::isfinite(energy_cap_uj_)) gradient[layout_.cap()] += metered - energy_cap_uj_;
}

}  // namespace nightwatt
