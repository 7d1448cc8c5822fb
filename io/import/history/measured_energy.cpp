#include <fmt/format.h>

#include <filesystem>

#include "io/import/carbon_csv.hpp"
#include "io/import/history/measured_files.hpp"
#include "io/import/price_csv.hpp"
#include "io/import/weather_json.hpp"

namespace nightwatt {

namespace {

/// A series of a site. Its name is the instance's: files do not say it.
TimedTable site_table(const MeasuredFile& file, std::string quantity, std::string unit,
                      const std::vector<TimedValue>& values) {
    if (values.empty()) throw InputError(fmt::format("{}: holds no measurements", file.path));
    const std::string site =
        file.name.empty() ? std::filesystem::path(file.path).stem().string() : file.name;
    TimedTable table{file.path, "site", {{site, std::move(quantity), std::move(unit)}}, {}, {}};
    for (const TimedValue& value : values) {
        table.rows.push_back({value.moment, {value.value}, value.place});
    }
    return table;
}

}  // namespace

TimedTable read_measured_carbon(const MeasuredFile& file, bool life_cycle) {
    return site_table(file, "carbon_g_per_kwh", "g kW-1 h-1",
                      read_carbon_rows(file.path, life_cycle));
}

TimedTable read_measured_price(const MeasuredFile& file) {
    const PriceRows rows = read_price_rows(file.path);
    return site_table(file, "price_per_kwh", rows.currency + " kW-1 h-1", rows.per_kwh);
}

TimedTable read_measured_weather(const MeasuredFile& file) {
    return site_table(file, "temperature_c", "degC", read_weather_rows(file.path));
}

}  // namespace nightwatt
