#include "referee/tariffs.hpp"

#include <algorithm>
#include <cmath>

#include "referee/sum.hpp"
#include "referee/units.hpp"

namespace nightwatt::referee {

namespace {

/// Cooling energy per IT energy: 1 / COP on the site's piecewise linear curve, which is constant
/// beyond its ends; 0 for a site without a curve.
double cooling_share(const CopTable& cop, std::int32_t site, double temperature_c) {
    const auto [first, last] = std::equal_range(cop.site.begin(), cop.site.end(), site);
    const auto begin = static_cast<std::size_t>(first - cop.site.begin());
    const auto end = static_cast<std::size_t>(last - cop.site.begin());
    if (begin == end) return 0;
    std::size_t right = begin;
    while (right != end && cop.temperature_c[right] < temperature_c) ++right;
    if (right == begin) return 1 / cop.cop[begin];
    if (right == end) return 1 / cop.cop[end - 1];
    const std::size_t left = right - 1;
    const double share = (temperature_c - cop.temperature_c[left]) /
                         (cop.temperature_c[right] - cop.temperature_c[left]);
    return 1 / (cop.cop[left] + share * (cop.cop[right] - cop.cop[left]));
}

}  // namespace

Tariffs::Tariffs(const Instance& instance)
    : slots_(instance.slots()), slot_ms_(to_ms(instance.slot_s)) {
    const SeriesTable& series = instance.series;
    const std::size_t sites = instance.sites.size();
    tariffs_.reserve(sites * slots_);
    rate_prefix_.reserve(sites * (slots_ + 1));
    pue_prefix_.reserve(sites * (slots_ + 1));
    const double slot_s = slot_ms_ / 1e3;
    for (std::size_t site = 0; site != sites; ++site) {
        Sum rate;
        Sum pue;
        double largest = 0;
        for (std::size_t slot = 0; slot != slots_; ++slot) {
            const std::size_t row = site * slots_ + slot;
            const double carbon_kg_per_kwh = series.carbon_g_per_kwh[row] / 1e3;
            SlotTariff tariff;
            tariff.pue = instance.sites.pue_overhead[site] +
                         cooling_share(instance.cop, static_cast<std::int32_t>(site),
                                       series.temperature_c[row]);
            tariff.grid_price =
                (series.price_per_kwh[row] + instance.carbon_price_per_kg * carbon_kg_per_kwh) /
                joules_per_kwh;
            tariff.rate = tariff.pue * tariff.grid_price;
            tariff.carbon_kg = carbon_kg_per_kwh / joules_per_kwh;
            tariff.renewable_j = series.renewable_w[row] * slot_s;
            tariff.hard_cap_j = series.hard_cap_w[row] * slot_s;
            tariff.soft_cap_j = series.soft_cap_w[row] * slot_s;
            tariff.heat_j = series.heat_demand_w[row] * slot_s;
            tariffs_.push_back(tariff);
            rate_prefix_.push_back(rate.value());
            pue_prefix_.push_back(pue.value());
            rate.add(tariff.rate * slot_s);
            pue.add(tariff.pue * slot_s);
            largest = std::max(largest, std::abs(tariff.rate));
        }
        rate_prefix_.push_back(rate.value());
        pue_prefix_.push_back(pue.value());
        largest_rate_.push_back(largest);
    }
}

std::size_t Tariffs::slot_of(double moment_ms) const {
    const double slot = std::floor(moment_ms / slot_ms_);
    return static_cast<std::size_t>(std::clamp(slot, 0.0, static_cast<double>(slots_ - 1)));
}

double Tariffs::integral(std::int32_t site, double from_ms, double to_ms,
                         double SlotTariff::*density, const std::vector<double>& prefix) const {
    const double from = std::clamp(from_ms, 0.0, end_ms());
    const double to = std::clamp(to_ms, 0.0, end_ms());
    if (to <= from) return 0;
    const std::size_t first = slot_of(from);
    const std::size_t last = slot_of(to);
    if (first == last) return at(site, first).*density * (to - from) / 1e3;
    const std::size_t base = static_cast<std::size_t>(site) * (slots_ + 1);
    const double head =
        at(site, first).*density * (static_cast<double>(first + 1) * slot_ms_ - from) / 1e3;
    const double tail = at(site, last).*density * (to - static_cast<double>(last) * slot_ms_) / 1e3;
    return head + (prefix[base + last] - prefix[base + first + 1]) + tail;
}

double Tariffs::rate_integral(std::int32_t site, double from_ms, double to_ms) const {
    return integral(site, from_ms, to_ms, &SlotTariff::rate, rate_prefix_);
}

double Tariffs::pue_integral(std::int32_t site, double from_ms, double to_ms) const {
    return integral(site, from_ms, to_ms, &SlotTariff::pue, pue_prefix_);
}

}  // namespace nightwatt::referee
