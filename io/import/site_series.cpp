#include "io/import/site_series.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "instance/columns.hpp"
#include "io/import/carbon_csv.hpp"
#include "io/import/price_csv.hpp"
#include "io/import/solar_csv.hpp"
#include "io/import/text_file.hpp"
#include "io/import/value_lists.hpp"
#include "io/import/weather_json.hpp"

namespace nightwatt {

namespace {

std::string site_name(const SiteParameters& site) {
    return fmt::format("[[site]] '{}'", site.name);
}

void add_site_row(Instance& instance, const SiteParameters& site, ProblemList& problems) {
    SiteTable& sites = instance.sites;
    const auto index = static_cast<std::int32_t>(sites.size());
    if (site.name.empty()) problems.add("a [[site]] has no name");
    if (std::find(sites.id.begin(), sites.id.end(), site.name) != sites.id.end())
        problems.add(fmt::format("{} stands twice", site_name(site)));
    sites.id.push_back(site.name);
    sites.pue_overhead.push_back(site.pue_overhead);
    sites.peak_price_per_kw.push_back(site.peak_price_per_kw);
    sites.soft_cap_penalty_per_kwh.push_back(site.soft_cap_penalty_per_kwh);
    sites.heat_price_per_kwh.push_back(site.heat_price_per_kwh);
    const std::string where = site_name(site) + ".cop";
    auto curve = points(site.cop, where, problems);
    std::sort(curve.begin(), curve.end(), [](Point a, Point b) { return a.x < b.x; });
    for (const Point& point : curve) {
        if (point.y <= 0) problems.add(fmt::format("{}: {} is not above 0", where, point.y));
        instance.cop.site.push_back(index);
        instance.cop.temperature_c.push_back(point.x);
        instance.cop.cop.push_back(point.y);
    }
    const bool solar = !site.solar_file.empty();
    if (solar && site.solar_peak_w <= 0)
        problems.add(fmt::format("{}: solar_file needs solar_peak_w, the power at an output of 1",
                                 site_name(site)));
    if (solar && (site.solar_column.empty() || !parse_moment(site.solar_start)))
        problems.add(
            fmt::format("{}: solar_file needs solar_column and solar_start (a moment as "
                        "2023-07-01T00:00:00Z)",
                        site_name(site)));
}

void add_links(Instance& instance, const ImportParameters& parameters, ProblemList& problems) {
    const auto& ids = instance.sites.id;
    for (const LinkParameters& link : parameters.links) {
        const auto from = std::find(ids.begin(), ids.end(), link.from) - ids.begin();
        const auto to = std::find(ids.begin(), ids.end(), link.to) - ids.begin();
        const auto count = static_cast<std::ptrdiff_t>(ids.size());
        if (from == count || to == count || from == to) {
            problems.add(fmt::format("[[link]] from '{}' to '{}': not two different sites",
                                     link.from, link.to));
            continue;
        }
        for (const auto& [a, b] : {std::pair{from, to}, std::pair{to, from}}) {
            instance.links.from_site.push_back(static_cast<std::int32_t>(a));
            instance.links.to_site.push_back(static_cast<std::int32_t>(b));
            instance.links.bandwidth_bytes_per_s.push_back(link.gigabit_per_s * 1e9 / 8);
            instance.links.energy_j_per_byte.push_back(link.energy_j_per_byte);
        }
    }
}

/// Series of one site, one value a slot.
struct SiteColumns {
    std::vector<double> price_per_kwh;
    std::vector<double> carbon_g_per_kwh;
    std::vector<double> temperature_c;
    std::vector<double> renewable_w;
};

/// Reads the files of the sites. What one file has wrong does not keep the others from being read.
class SeriesFiles {
  public:
    SeriesFiles(const ImportParameters& parameters, const NightGrid& grid, Instance& instance)
        : parameters_(parameters), grid_(grid), instance_(instance) {}

    SiteColumns read(const SiteParameters& site) {
        SiteColumns columns;
        columns.price_per_kwh = price(site);
        const bool life_cycle = parameters_.night.carbon_column == "life-cycle";
        columns.carbon_g_per_kwh =
            from_file(site, "carbon intensity", site.carbon_file, site.carbon_g_per_kwh,
                      [&](const std::string& path) { return read_carbon_csv(path, life_cycle); });
        if (!site.carbon_file.empty())
            instance_.notes.back() += life_cycle ? ", life cycle" : ", direct";
        columns.temperature_c = from_file(site, "outdoor temperature", site.weather_file,
                                          site.temperature_c, read_weather_json);
        columns.renewable_w =
            from_file(site, "renewable power", site.solar_file, 0, [&](const std::string& path) {
                return read_solar_csv(path, site.solar_column, *parse_moment(site.solar_start));
            });
        for (double& power : columns.renewable_w) power *= site.solar_peak_w;
        if (!site.solar_file.empty())
            instance_.notes.back() +=
                fmt::format(" column {} times {} W, its time 0 taken for {}", site.solar_column,
                            site.solar_peak_w, site.solar_start);
        return columns;
    }

    void throw_if_any() const { problems_.throw_if_any(); }

  private:
    template <class Read>
    std::vector<double> from_file(const SiteParameters& site, const char* what,
                                  const std::string& file, double flat, Read&& read) {
        std::vector<double> values(grid_.slots, flat);
        if (file.empty()) return values;
        const std::string path =
            (std::filesystem::path(parameters_.series_folder) / file).lexically_normal().string();
        problems_.attempt([&] {
            auto means =
                mean_by_slot(read(path), grid_.start, grid_.slot_s, grid_.slots, problems_);
            if (!means.empty()) values = std::move(means);
        });
        instance_.notes.push_back(fmt::format("{}, {}: {}", site.name, what, file_name(file)));
        return values;
    }

    std::vector<double> price(const SiteParameters& site) {
        return from_file(
            site, "price", site.price_file, site.price_per_kwh, [&](const std::string& path) {
                PriceSeries series = read_price_csv(path);
                if (series.currency != parameters_.night.currency)
                    problems_.add(fmt::format("{}:1: prices are in {}, night.currency is {}", path,
                                              series.currency, parameters_.night.currency));
                return series.per_kwh;
            });
    }

    const ImportParameters& parameters_;
    const NightGrid& grid_;
    Instance& instance_;
    ProblemList problems_;
};

void add_series(SeriesTable& series, std::size_t site_index, const SiteParameters& site,
                const SiteColumns& columns, const NightGrid& grid) {
    for (std::size_t slot = 0; slot < grid.slots; ++slot) {
        series.site.push_back(static_cast<std::int32_t>(site_index));
        series.start_s.push_back(grid.slot_s * static_cast<double>(slot));
        series.price_per_kwh.push_back(columns.price_per_kwh[slot]);
        series.carbon_g_per_kwh.push_back(columns.carbon_g_per_kwh[slot]);
        series.temperature_c.push_back(columns.temperature_c[slot]);
        series.renewable_w.push_back(columns.renewable_w[slot]);
        series.hard_cap_w.push_back(site.hard_cap_w > 0 ? site.hard_cap_w : none);
        series.soft_cap_w.push_back(site.soft_cap_w > 0 ? site.soft_cap_w : none);
        series.heat_demand_w.push_back(site.heat_demand_w);
    }
}

}  // namespace

std::string flat_sites_note(const ImportParameters& parameters, const char* which) {
    const SiteParameters flat;
    return fmt::format(
        "No [[site]] was configured: {} with a flat price of {} {}/kWh, {} g/kWh of carbon and {} "
        "degC",
        which, flat.price_per_kwh, parameters.night.currency, flat.carbon_g_per_kwh,
        flat.temperature_c);
}

void add_sites(Instance& instance, const ImportParameters& parameters, const NightGrid& grid) {
    std::deque<SiteParameters> sites = parameters.sites;
    if (sites.empty()) {
        sites.emplace_back();
        instance.notes.push_back(flat_sites_note(parameters, "one site"));
    }
    ProblemList settings;
    for (const SiteParameters& site : sites) add_site_row(instance, site, settings);
    add_links(instance, parameters, settings);
    settings.throw_if_any<UsageError>();
    SeriesFiles files(parameters, grid, instance);
    for (std::size_t s = 0; s < sites.size(); ++s)
        add_series(instance.series, s, sites[s], files.read(sites[s]), grid);
    files.throw_if_any();
}

}  // namespace nightwatt
