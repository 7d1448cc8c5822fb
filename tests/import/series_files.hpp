#pragma once

#include <fmt/format.h>

#include <string>

#include "io/import/utc_time.hpp"

namespace nightwatt::testing {

/// Text of a moment as price files write it, at an offset of whole hours.
inline std::string price_moment(UtcSeconds moment, int offset_h) {
    std::string text = moment_text(moment + offset_h * 3600);
    text[10] = ' ';
    text.pop_back();
    return text + fmt::format("{}{:02}:00", offset_h < 0 ? '-' : '+', std::abs(offset_h));
}

/// Prices of `hours` hours (or other steps) from `start`: 1000 * (hour + 1) per MWh, local time at
/// offset_h before `change`, an hour less from then on, as in autumn.
inline std::string price_csv(UtcSeconds start, int hours, int offset_h, UtcSeconds change,
                             int step_s = 3600) {
    std::string text = "Datetime (UTC),Datetime (Local),Price (USD/MWh)\n";
    for (int h = 0; h < hours; ++h) {
        const UtcSeconds moment = start + step_s * h;
        text += fmt::format("{},{},{}\n", price_moment(moment, 0),
                            price_moment(moment, moment < change ? offset_h : offset_h - 1),
                            1000 * (h + 1));
    }
    return text;
}

/// Carbon intensities: direct 100 + hour, life cycle 200 + hour.
inline std::string carbon_csv(UtcSeconds start, int hours, int step_s = 3600) {
    std::string text =
        "Datetime (UTC),Country,Zone Id,Carbon Intensity gCO₂eq/kWh (direct),"
        "Carbon Intensity gCO₂eq/kWh (LCA)\n";
    for (int h = 0; h < hours; ++h)
        text += fmt::format("{},Germany,DE,{},{}\n",
                            price_moment(start + step_s * h, 0).substr(0, 19), 100 + h, 200 + h);
    return text;
}

/// Temperatures 10 + hour; `start` is the first moment on the local clock.
inline std::string weather_json(const std::string& start, int offset_s, int hours,
                                int step_s = 3600) {
    std::string times;
    std::string values;
    const UtcSeconds first = *parse_clock(start);
    for (int h = 0; h < hours; ++h) {
        times += fmt::format("{}\"{}\"", h == 0 ? "" : ", ",
                             moment_text(first + step_s * h).substr(0, 16));
        values += fmt::format("{}{}", h == 0 ? "" : ", ", 10 + h);
    }
    return fmt::format(R"({{"utc_offset_seconds": {}, "hourly_units": {{"temperature_2m": "°C"}},)"
                       R"( "hourly": {{"time": [{}], "temperature_2m": [{}]}}}})",
                       offset_s, times, values);
}

}  // namespace nightwatt::testing
