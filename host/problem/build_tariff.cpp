#include <algorithm>
#include <cmath>

#include "problem/problem_builder.hpp"

namespace nightwatt {

namespace {

const double rate_scale = nano_per_money / uj_per_kwh * std::ldexp(1.0, rate_shift);

/// Power at the meter over a slot as IT energy, whole microjoules, rounded down; NaN: unlimited.
std::int64_t it_energy_uj(double meter_w, double slot_s, double pue) {
    if (std::isnan(meter_w)) return unlimited_uj;
    const double uj = std::floor(meter_w * slot_s * 1e6 / pue);
    return uj < 9e18 ? static_cast<std::int64_t>(uj) : unlimited_uj;
}

}  // namespace

/// rate = PUE * (price + carbon price * intensity), as a fixed-point integer, and its integral.
void ProblemBuilder::build_tariff() {
    constexpr auto most = static_cast<double>(INT64_MAX / 2);
    const ProblemView& view = problem_.scalars_;
    problem_.tariff_.resize(std::size_t{view.site_count} * view.slot_count);
    rounder_.begin("rate", "2^-40 nano-money/uJ", 4e18);
    for (std::size_t site = 0; site < view.site_count; ++site) {
        int128 integral = 0;
        for (std::size_t slot = 0; slot < view.slot_count; ++slot) {
            const std::size_t row = site * view.slot_count + slot;
            const double price =
                instance_.series.price_per_kwh[row] +
                instance_.carbon_price_per_kg * instance_.series.carbon_g_per_kwh[row] / 1000;
            TariffSlot& tariff = problem_.tariff_[row];
            tariff.rate = rounder_.round(site_rates_.pue[row] * price, rate_scale, row);
            const int128 start_ms = static_cast<int128>(slot) * view.slot_ms;
            tariff.integral_at_0 = static_cast<std::int64_t>(integral - tariff.rate * start_ms);
            integral += static_cast<int128>(tariff.rate) * view.slot_ms;
            if (std::fabs(static_cast<double>(integral)) > most) {
                rounder_.begin("integral of the rate", "2^-40 nano-money/mW", most);
                rounder_.round(static_cast<double>(integral), 1, row);
                integral = 0;
            }
        }
    }
}

void ProblemBuilder::build_limits() {
    const SiteTable& sites = instance_.sites;
    const SeriesTable& series = instance_.series;
    ProblemView& view = problem_.scalars_;
    const double slot_s = instance_.slot_s;

    view.coupled = view.energy_cap_uj != unlimited_uj || instance_.batteries.size() > 0;
    for (std::size_t site = 0; site < sites.size(); ++site) {
        view.coupled |= sites.peak_price_per_kw[site] > 0;
        const auto row =
            series.renewable_w.begin() + static_cast<std::ptrdiff_t>(site * view.slot_count);
        const auto any_above_zero = [&](const std::vector<double>& column) {
            const auto first = column.begin() + (row - series.renewable_w.begin());
            return std::any_of(first, first + view.slot_count, [](double x) { return x > 0; });
        };
        const auto any_set = [&](const std::vector<double>& column) {
            const auto first = column.begin() + (row - series.renewable_w.begin());
            return std::any_of(first, first + view.slot_count,
                               [](double x) { return !std::isnan(x); });
        };
        view.coupled |= any_above_zero(series.renewable_w) || any_set(series.hard_cap_w);
        view.coupled |= sites.soft_cap_penalty_per_kwh[site] > 0 && any_set(series.soft_cap_w);
        view.coupled |= sites.heat_price_per_kwh[site] > 0 && any_above_zero(series.heat_demand_w);
    }
    if (!view.coupled) return;

    problem_.limits_.resize(problem_.tariff_.size());
    rounder_.begin("prices of caps, heat and peaks", "2^-40 nano-money/uJ", 4e18);
    for (std::size_t row = 0; row < problem_.limits_.size(); ++row) {
        const std::size_t site = row / view.slot_count;
        const double slot_pue = site_rates_.pue[row];
        SlotLimits& limit = problem_.limits_[row];
        limit.renewable_uj = problem_.tariff_[row].rate < 0
                                 ? 0
                                 : it_energy_uj(series.renewable_w[row], slot_s, slot_pue);
        limit.hard_cap_uj = it_energy_uj(series.hard_cap_w[row], slot_s, slot_pue);
        limit.soft_cap_uj = it_energy_uj(series.soft_cap_w[row], slot_s, slot_pue);
        limit.heat_demand_uj = it_energy_uj(series.heat_demand_w[row], slot_s, 1);
        limit.soft_rate =
            rounder_.round(slot_pue * sites.soft_cap_penalty_per_kwh[site], rate_scale, row);
        limit.heat_rate = rounder_.round(sites.heat_price_per_kwh[site], rate_scale, row);
        // Peak charge per kW of mean grid power = per kWh of the slot's energy / slot length.
        limit.peak_rate = rounder_.round(sites.peak_price_per_kw[site] * slot_pue / (slot_s / 3600),
                                         rate_scale, row);
        limit.pue = std::llround(std::ldexp(slot_pue, rate_shift));
    }
}

}  // namespace nightwatt
