#include "forecast/known_series.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "config/nearest_name.hpp"
#include "errors.hpp"

namespace nightwatt {

namespace {

/// The values of `other` at the steps of `series`, NaN where there are none.
std::vector<double> beside(const HistorySeries& series, const HistorySeries& other,
                           std::size_t steps) {
    const double shift = (series.start_s - other.start_s) / series.step_s;
    if (other.step_s != series.step_s || shift != std::round(shift)) {
        throw InputError(
            fmt::format("{} and {} have different steps: one cannot be known beside the "
                        "other",
                        series.id(), other.id()));
    }
    const auto first = static_cast<std::ptrdiff_t>(shift);
    std::vector<double> values(steps, std::nan(""));
    for (std::size_t t = 0; t < steps; ++t) {
        const std::ptrdiff_t at = first + static_cast<std::ptrdiff_t>(t);
        if (at >= 0 && at < std::ssize(other.values)) {
            values[t] = other.values[static_cast<std::size_t>(at)];
        }
    }
    const Standard standard = standard_of(values, {0, series.values.size()});
    return standard.deviation > 0 ? standardised(values, standard) : values;
}

}  // namespace

const HistorySeries& find_series(const History& history, const std::string& id) {
    std::vector<std::string> ids;
    for (const HistorySeries& series : history.series) {
        if (series.id() == id) return series;
        ids.push_back(series.id());
    }
    throw InputError(fmt::format("the history has no series '{}'{}", id, suggestion(id, ids)));
}

std::size_t season_of(const HistorySeries& series) {
    return std::max<std::size_t>(1, static_cast<std::size_t>(std::round(day_s / series.step_s)));
}

KnownSeries known_series(const History& history, const HistorySeries& series, std::size_t beyond,
                         std::size_t harmonics, const std::vector<std::string>& exogenous) {
    KnownSeries known;
    const std::size_t steps = series.values.size() + beyond;
    known.columns = 4 * harmonics;
    for (std::size_t t = 0; t < steps && harmonics > 0; ++t) {
        const double moment_s = series.start_s + series.step_s * static_cast<double>(t);
        for (const double period_s : {day_s, 7 * day_s}) {
            for (std::size_t k = 1; k <= harmonics; ++k) {
                const double angle = 2 * std::numbers::pi * static_cast<double>(k) *
                                     std::fmod(moment_s, period_s) / period_s;
                // Not the same bits on every machine; forecasts are rounded before they decide.
                known.calendar.push_back(std::sin(angle));
                known.calendar.push_back(std::cos(angle));
            }
        }
    }
    for (const std::string& id : exogenous) {
        if (id == series.id()) continue;
        known.future.push_back(beside(series, find_series(history, id), steps));
    }
    return known;
}

}  // namespace nightwatt
