#include "forecast/merge_series.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "errors.hpp"
#include "forecast/site_quantity.hpp"

namespace nightwatt {

namespace {

/// A moment mistaken by centuries must not fill the memory.
constexpr double most_steps = 1e8;

/// Steps from the beginning of one series to that of the other.
double steps_between(const HistorySeries& known, const HistorySeries& later) {
    return (later.start_s - known.start_s) / known.step_s;
}

std::string why_not(const HistorySeries& known, const HistorySeries& later) {
    if (known.kind != later.kind)
        return fmt::format("is of a {}, the new one of a {}", known.kind, later.kind);
    if (udunits_of(known.quantity, known.unit) != udunits_of(later.quantity, later.unit))
        return fmt::format("is in '{}', the new one in '{}'", known.unit, later.unit);
    if (known.step_s != later.step_s)
        return fmt::format("has steps of {} s, the new one of {} s; --step-s sets them",
                           known.step_s, later.step_s);
    const double between = steps_between(known, later);
    if (between != std::floor(between))
        return fmt::format("has steps of {} s, and those of the new one lie beside them",
                           known.step_s);
    const double end_s = std::max(known.end_s(), later.end_s());
    if ((end_s - std::min(known.start_s, later.start_s)) / known.step_s > most_steps)
        return fmt::format("would have more than {} steps", most_steps);
    return "";
}

}  // namespace

SeriesMerge merge_series(History& history, HistorySeries later, PartSteps parts) {
    SeriesMerge done{later.id()};
    const auto found =
        std::find_if(history.series.begin(), history.series.end(),
                     [&](const HistorySeries& series) { return series.id() == done.id; });
    if (found == history.series.end()) {
        done.added = later.values.size() - count_gaps(later.values).missing;
        history.series.push_back(std::move(later));
        return done;
    }
    HistorySeries& known = *found;
    if (const std::string why = why_not(known, later); !why.empty()) {
        throw InputError(fmt::format("series '{}': {}", done.id, why));
    }
    const double between = steps_between(known, later);
    if (between < 0) {
        known.values.insert(known.values.begin(), static_cast<std::size_t>(-between), std::nan(""));
        known.start_s = later.start_s;
    }
    const auto first = static_cast<std::size_t>(std::max(between, 0.0));
    known.values.resize(std::max(known.values.size(), first + later.values.size()), std::nan(""));
    for (std::size_t step = 0; step < later.values.size(); ++step) {
        const double value = later.values[step];
        if (std::isnan(value)) continue;
        double& old = known.values[first + step];
        const bool of_a_part =
            (parts.first && step == 0) || (parts.last && step + 1 == later.values.size());
        if (of_a_part && !std::isnan(old) && old != value) {
            ++done.kept;
            continue;
        }
        ++(std::isnan(old) ? done.added : old == value ? done.known : done.replaced);
        old = value;
    }
    return done;
}

}  // namespace nightwatt
