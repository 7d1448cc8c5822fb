#include "instance/site_rates.hpp"

#include <algorithm>

namespace nightwatt {

namespace {

/// 1 / COP at a temperature, from the rows [first, last) of /cop; no rows: no cooling share.
double cooling_share(const CopTable& cop, std::size_t first, std::size_t last,
                     double temperature_c) {
    if (first == last) return 0;
    const auto begin = cop.temperature_c.begin();
    const auto above = static_cast<std::size_t>(
        std::lower_bound(begin + static_cast<std::ptrdiff_t>(first),
                         begin + static_cast<std::ptrdiff_t>(last), temperature_c) -
        begin);
    if (above == first) return 1 / cop.cop[first];
    if (above == last) return 1 / cop.cop[last - 1];
    const double part = (temperature_c - cop.temperature_c[above - 1]) /
                        (cop.temperature_c[above] - cop.temperature_c[above - 1]);
    return 1 / (cop.cop[above - 1] + part * (cop.cop[above] - cop.cop[above - 1]));
}

}  // namespace

SiteRates::SiteRates(const Instance& instance) {
    const SeriesTable& series = instance.series;
    const auto& sites = instance.cop.site;
    pue.reserve(series.size());
    rate_per_kwh.reserve(series.size());
    for (std::size_t row = 0; row < series.size(); ++row) {
        const std::int32_t site = series.site[row];
        const auto [first, last] = std::equal_range(sites.begin(), sites.end(), site);
        const double share = cooling_share(
            instance.cop, static_cast<std::size_t>(first - sites.begin()),
            static_cast<std::size_t>(last - sites.begin()), series.temperature_c[row]);
        const double carbon_kg_per_kwh = series.carbon_g_per_kwh[row] / 1000;
        pue.push_back(instance.sites.pue_overhead[static_cast<std::size_t>(site)] + share);
        rate_per_kwh.push_back(pue.back() * (series.price_per_kwh[row] +
                                             instance.carbon_price_per_kg * carbon_kg_per_kwh));
    }
}

}  // namespace nightwatt
