#include <fmt/format.h>

#include <algorithm>

#include "generate/night_parts.hpp"
#include "instance/columns.hpp"

namespace nightwatt::night_parts {

namespace {

namespace tables = night_tables;

/// Straight lines between the full hours, around the clock.
double at_hour(const tables::HourTable& table, double hour) {
    const double before = std::floor(hour);
    const auto h = static_cast<std::size_t>(before) % table.size();
    const double next = table[(h + 1) % table.size()];
    return table[h] + (next - table[h]) * (hour - before);
}

/// The day that a site has: between which days of the summer it lies, hour by hour. A new quantile
/// is drawn every three hours; straight lines join them.
class PriceDay {
  public:
    PriceDay(const tables::SiteDay& day, std::size_t site, const Draws& draws)
        : day_(day), site_(site), draws_(draws) {}

    [[nodiscard]] double quantile(double hours_since_start) const {
        const double anchor = std::floor(hours_since_start / anchor_h);
        const double before = at_anchor(anchor);
        const double after = at_anchor(anchor + 1);
        return before + (after - before) * (hours_since_start / anchor_h - anchor);
    }

    /// USD per MWh: a line through the 10th and 50th percentile, another through the 50th and 90th.
    [[nodiscard]] double price(double hours_since_start) const {
        const double q = quantile(hours_since_start);
        const double hour = day_.start_hour + hours_since_start;
        const double p50 = at_hour(day_.price_p50, hour);
        const double low = at_hour(day_.price_p10, hour);
        const double high = at_hour(day_.price_p90, hour);
        return p50 + (q < 0.5 ? p50 - low : high - p50) * ((q - 0.5) / 0.4);
    }

  private:
    static constexpr double anchor_h = 3;

    [[nodiscard]] double at_anchor(double anchor) const {
        const double hour = day_.start_hour + anchor * anchor_h;
        const double local = hour - std::floor(hour / 24) * 24;
        const bool daytime = local >= 9 && local <= 17;
        return draws_.between(daytime ? day_.day_quantile_min : 0.3,
                              daytime ? day_.day_quantile_max : 0.7, Purpose::PriceQuantile, site_,
                              static_cast<std::size_t>(anchor));
    }

    const tables::SiteDay& day_;
    std::size_t site_;
    const Draws& draws_;
};

/// Power of a site's servers when everything in them is busy.
double full_power_w(const Instance& night, const UsedClasses& classes, std::size_t site) {
    double total_w = 0;
    for (std::size_t i = 0; i < night.servers.size(); ++i) {
        if (static_cast<std::size_t>(night.servers.site[i]) != site) continue;
        const auto k = static_cast<std::size_t>(night.servers.class_index[i]);
        total_w += night.servers.idle_w[i] + classes[k].full_dynamic_w;
    }
    return total_w;
}

}  // namespace

void add_sites(Instance& night, const NightRecipe& recipe) {
    const auto count = static_cast<std::size_t>(std::min(recipe.sites, recipe.servers));
    const tables::Cooling& cooling =
        recipe.cooling == CoolingKind::WarmAisle ? tables::warm_aisle : tables::chilled;
    for (std::size_t s = 0; s < count; ++s) {
        night.sites.id.push_back(fmt::format("s{}", s + 1));
        night.sites.pue_overhead.push_back(cooling.pue_overhead);
        night.sites.peak_price_per_kw.push_back(0);
        night.sites.soft_cap_penalty_per_kwh.push_back(0);
        night.sites.heat_price_per_kwh.push_back(0);
        for (const tables::CopPoint& point : cooling.cop) {
            night.cop.site.push_back(static_cast<std::int32_t>(s));
            night.cop.temperature_c.push_back(point.temperature_c);
            night.cop.cop.push_back(point.cop);
        }
        for (std::size_t other = 0; other < count; ++other) {
            if (other == s) continue;
            night.links.from_site.push_back(static_cast<std::int32_t>(s));
            night.links.to_site.push_back(static_cast<std::int32_t>(other));
            night.links.bandwidth_bytes_per_s.push_back(tables::link_bytes_per_s);
            night.links.energy_j_per_byte.push_back(tables::link_j_per_byte);
        }
    }
}

void add_series(Instance& night, const NightRecipe& recipe, const UsedClasses& classes,
                const Draws& draws) {
    SeriesTable& series = night.series;
    const auto slots = static_cast<std::size_t>(night.horizon_s / night.slot_s + 0.5);
    for (std::size_t s = 0; s < night.sites.size(); ++s) {
        const tables::SiteDay& day = tables::sites[s % tables::sites.size()];
        const PriceDay prices(day, s, draws);
        const double carbon_level = draws.between(0.9, 1.1, Purpose::CarbonLevel, s);
        const double warmer_c = draws.between(-4, 4, Purpose::TemperatureOffset, s);
        const double solar_peak_w =
            recipe.renewable ? day.solar_share * full_power_w(night, classes, s) : 0;
        for (std::size_t t = 0; t < slots; ++t) {
            const double start_s = static_cast<double>(t) * night.slot_s;
            const double since_start_h = (start_s + night.slot_s / 2) / 3600;
            const double hour = day.start_hour + since_start_h;
            // The cheaper the hour, the more of its energy is renewable.
            const double cleaner = 0.8 + 0.4 * prices.quantile(since_start_h);
            const double cloud = draws.between(0.7, 1, Purpose::Cloud, s, t);
            series.site.push_back(static_cast<std::int32_t>(s));
            series.start_s.push_back(start_s);
            series.price_per_kwh.push_back(rounded(prices.price(since_start_h) / 1000, 1e5));
            series.carbon_g_per_kwh.push_back(
                rounded(at_hour(day.carbon, hour) * carbon_level * cleaner, 10));
            series.temperature_c.push_back(rounded(at_hour(day.temperature, hour) + warmer_c, 10));
            series.renewable_w.push_back(
                rounded(at_hour(day.solar, hour) * cloud * solar_peak_w, 1));
            series.hard_cap_w.push_back(none);
            series.soft_cap_w.push_back(none);
            series.heat_demand_w.push_back(0);
        }
    }
}

void add_batteries(Instance& night, const NightRecipe& recipe, const UsedClasses& classes) {
    BatteryTable& batteries = night.batteries;
    for (std::size_t s = 0; s < night.sites.size(); ++s) {
        const double power_w = rounded(recipe.battery_share * full_power_w(night, classes, s), 1);
        if (power_w == 0) continue;
        const double capacity_wh = rounded(recipe.battery_hours * power_w, 1);
        batteries.site.push_back(static_cast<std::int32_t>(s));
        batteries.capacity_wh.push_back(capacity_wh);
        batteries.charge_w.push_back(power_w);
        batteries.discharge_w.push_back(power_w);
        batteries.charge_efficiency.push_back(tables::battery_efficiency);
        batteries.discharge_efficiency.push_back(tables::battery_efficiency);
        batteries.start_wh.push_back(tables::battery_level * capacity_wh);
        batteries.end_wh.push_back(tables::battery_level * capacity_wh);
    }
}

}  // namespace nightwatt::night_parts
