#include <cmath>
#include <set>
#include <utility>

#include "instance/check_parts.hpp"
#include "instance/in_quotes.hpp"
#include "instance/site_rates.hpp"
#include "instance/tables.hpp"

namespace nightwatt {

namespace {

constexpr double max_rate_per_kwh = 1e9;
constexpr double max_pue = 1000;

const std::string& site_name(const Instance& instance, std::int32_t site) {
    return instance.sites.id[static_cast<std::size_t>(site)];
}

/// False where the curves are out of order.
bool check_cop(const Instance& instance, CheckProblems& problems) {
    const CopTable& cop = instance.cop;
    bool sound = true;
    for (std::size_t row = 1; row < cop.size(); ++row) {
        const std::pair before(cop.site[row - 1], cop.temperature_c[row - 1]);
        if (before >= std::pair(cop.site[row], cop.temperature_c[row])) {
            problems.add("order of /cop",
                         "{}: rows must be sorted by site and temperature, none twice",
                         value_place("cop", "temperature_c", row));
            sound = false;
        }
    }
    return sound;
}

void check_links(const Instance& instance, CheckProblems& problems) {
    std::set<std::pair<std::int32_t, std::int32_t>> seen;
    for (std::size_t row = 0; row < instance.links.size(); ++row) {
        const std::pair link(instance.links.from_site[row], instance.links.to_site[row]);
        if (link.first == link.second) {
            problems.add("links", "/links[{}]: leads from site {} to itself", row,
                         in_quotes(site_name(instance, link.first)));
        } else if (!seen.insert(link).second) {
            problems.add("links",
                         "/links[{}]: a link from {} to {} stands in an earlier row already", row,
                         in_quotes(site_name(instance, link.first)),
                         in_quotes(site_name(instance, link.second)));
        }
    }
}

/// Every site has one row a slot, in order, from 0 to the horizon.
void check_series_rows(const Instance& instance, CheckProblems& problems) {
    const SeriesTable& series = instance.series;
    const auto slot_ms = std::llround(instance.slot_s * 1000);
    const auto slots = static_cast<std::size_t>(std::llround(instance.horizon_s * 1000) / slot_ms);
    const std::size_t sites = instance.sites.size();
    if (series.size() != sites * slots) {
        problems.add(
            "series",
            "/series: has {} rows; {} sites times {} slots of {} s make {}: the series must "
            "cover the horizon of {} s exactly",
            series.size(), sites, slots, instance.slot_s, sites * slots, instance.horizon_s);
        return;
    }
    for (std::size_t row = 0; row < series.size(); ++row) {
        const auto site = static_cast<std::int32_t>(row / slots);
        const auto start_ms = static_cast<std::int64_t>(row % slots) * slot_ms;
        if (series.site[row] != site) {
            problems.add("order of /series",
                         "{}: is {}; rows are sorted by site and slot, {} a site, so it must be {}",
                         value_place("series", "site", row),
                         in_quotes(site_name(instance, series.site[row])), slots,
                         in_quotes(site_name(instance, site)));
        } else if (std::llround(series.start_s[row] * 1000) != start_ms) {
            problems.add("order of /series", "{}: is {} s; slot {} of site {} starts at {} s",
                         value_place("series", "start_s", row), series.start_s[row], row % slots,
                         in_quotes(site_name(instance, site)),
                         static_cast<double>(start_ms) / 1000);
        }
    }
}

void check_rates(const Instance& instance, CheckProblems& problems) {
    const SiteRates rates(instance);
    for (std::size_t row = 0; row < instance.series.size(); ++row) {
        if (!(rates.pue[row] <= max_pue)) {
            problems.add("PUE", "{}: gives site {} a PUE of {}; at most {} is believed",
                         value_place("series", "temperature_c", row),
                         in_quotes(site_name(instance, instance.series.site[row])), rates.pue[row],
                         max_pue);
        } else if (!(std::abs(rates.rate_per_kwh[row]) <= max_rate_per_kwh)) {
            problems.add("rate", "{}: gives a rate of {} per kWh; at most {} can be held",
                         value_place("series", "price_per_kwh", row), rates.rate_per_kwh[row],
                         max_rate_per_kwh);
        }
    }
}

void check_spreads(const Instance& instance, CheckProblems& problems) {
    const std::size_t rows = instance.spreads.size();
    if (rows == 0 || rows == instance.series.size()) return;
    problems.add("rows of /spreads",
                 "/spreads: has {} rows, but stands row by row beside the {} of /series", rows,
                 instance.series.size());
}

}  // namespace

void check_sites(const Instance& instance, CheckProblems& problems) {
    if (problems.none_of({"horizon_s", "slot_s", "/series/site", "/series/start_s"})) {
        check_series_rows(instance, problems);
    }
    if (problems.none_of({"/links/"})) check_links(instance, problems);
    check_spreads(instance, problems);
    if (!problems.none_of({"/cop/"}) || !check_cop(instance, problems)) return;
    if (problems.none_of({"/series/", "/sites/", "carbon_price_per_kg"})) {
        check_rates(instance, problems);
    }
}

}  // namespace nightwatt
