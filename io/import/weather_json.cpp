#include "io/import/weather_json.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <optional>

#include "io/import/text_file.hpp"

namespace nightwatt {

namespace {

using nlohmann::json;

json parse_json(const std::string& path) {
    try {
        return json::parse(read_text(path));
    } catch (const json::exception& error) {
        throw InputError(fmt::format("{}: not valid JSON: {}", path, error.what()));
    }
}

/// The array at hourly.<name>.
const json& hourly(const json& document, const std::string& name, const std::string& path) {
    const json::json_pointer place("/hourly/" + name);
    if (!document.contains(place) || !document.at(place).is_array())
        throw InputError(fmt::format("{}: no list hourly.{}", path, name));
    return document.at(place);
}

}  // namespace

std::vector<TimedValue> read_weather_rows(const std::string& path) {
    const json document = parse_json(path);
    const json& times = hourly(document, "time", path);
    const json& temperatures = hourly(document, "temperature_2m", path);
    ProblemList problems;
    if (times.size() != temperatures.size())
        problems.add(fmt::format("{}: hourly.time has {} entries, hourly.temperature_2m {}", path,
                                 times.size(), temperatures.size()));
    const json::json_pointer unit_place("/hourly_units/temperature_2m");
    if (!document.contains(unit_place) || document.at(unit_place) != "°C")
        problems.add(fmt::format("{}: hourly_units.temperature_2m is not °C", path));
    const bool has_offset = document.is_object() && document.contains("utc_offset_seconds") &&
                            document.at("utc_offset_seconds").is_number_integer();
    const std::int64_t offset =
        has_offset ? document.at("utc_offset_seconds").get<std::int64_t>() : 0;
    if (!has_offset || std::llabs(offset) > 86'400)
        problems.add(
            fmt::format("{}: utc_offset_seconds is missing or not whole seconds of at most "
                        "a day",
                        path));
    problems.throw_if_any();

    std::vector<TimedValue> rows;
    for (std::size_t i = 0; i < times.size(); ++i) {
        std::optional<UtcSeconds> clock;
        if (times[i].is_string()) clock = parse_clock(times[i].get_ref<const std::string&>());
        if (!clock)
            problems.add(fmt::format("{}: hourly.time[{}] is {}: not a moment as 2023-07-04T18:00",
                                     path, i, times[i].dump()));
        const bool missing = temperatures[i].is_null();
        if (!temperatures[i].is_number() && !missing)
            problems.add(fmt::format("{}: hourly.temperature_2m[{}] is {}: not a number", path, i,
                                     temperatures[i].dump()));
        if (clock && (temperatures[i].is_number() || missing))
            rows.push_back({*clock - offset, missing ? std::nan("") : temperatures[i].get<double>(),
                            fmt::format("hourly.time[{}]", i)});
    }
    problems.throw_if_any();
    return rows;
}

TimeSeries read_weather_json(const std::string& path) {
    return make_series(path, "temperature", read_weather_rows(path));
}

}  // namespace nightwatt
