#include "forecast/site_targets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "config/nearest_name.hpp"
#include "forecast/series_model.hpp"
#include "instance/in_quotes.hpp"

namespace nightwatt {

namespace {

constexpr double longest_wait_s = 7 * 86'400.0;

const HistorySeries* find(const History& history, const std::string& site,
                          std::string_view quantity) {
    for (const HistorySeries& series : history.series) {
        if (series.kind == "site" && series.subject == site && series.quantity == quantity) {
            return &series;
        }
    }
    return nullptr;
}

/// A price per MWh or a temperature in degF would be taken for the column's own. A series that says
/// no unit is in the column's.
void check_unit(const HistorySeries& series, const SiteQuantity& quantity,
                const std::string& currency) {
    const std::vector<std::string> units = units_of(quantity, currency);
    if (series.unit.empty() || std::find(units.begin(), units.end(), series.unit) != units.end()) {
        return;
    }
    throw InputError(fmt::format("{}: the history has it in '{}', the instance in '{}'",
                                 series.id(), series.unit, units.front()));
}

/// Cuts a series off where the night begins, or where its last value stands.
SiteTarget target_for(const History& history, const HistorySeries& series, double night_s,
                      double horizon_s, const ForecastParameters& parameters) {
    SiteTarget target;
    target.past = series;
    std::vector<double>& values = target.past.values;
    const double until = std::floor((night_s - series.start_s) / series.step_s);
    if (until < static_cast<double>(values.size())) {
        values.resize(static_cast<std::size_t>(std::max(until, 0.0)));
    }
    while (!values.empty() && std::isnan(values.back())) values.pop_back();
    const double wait_s = night_s - target.past.end_s();
    if (values.empty() || wait_s > longest_wait_s) {
        throw TooLittle(fmt::format(
            "{}: nothing was measured in the {:.0f} days before the night; a forecast needs it",
            series.id(), longest_wait_s / 86'400));
    }
    target.horizon = static_cast<std::size_t>(std::ceil((wait_s + horizon_s) / series.step_s));
    const auto validation =
        static_cast<std::size_t>(parameters.validation_share * static_cast<double>(values.size()));
    // What comes before tells how far forecasts err, and they look a season back.
    const std::size_t before = std::max(values.size() - validation, season_of(target.past));
    if (validation < target.horizon || before < target.horizon ||
        values.size() < before + target.horizon) {
        throw TooLittle(fmt::format("{}: {} steps before the night are too few to forecast {}",
                                    series.id(), values.size(), target.horizon));
    }
    target.known =
        known_series(history, target.past, target.horizon,
                     static_cast<std::size_t>(parameters.calendar), parameters.exogenous);
    return target;
}

/// Whether the setting forecast.series names the column.
bool is_chosen(const std::vector<std::string>& chosen, const std::string& site,
               std::string_view quantity) {
    return chosen.empty() || std::any_of(chosen.begin(), chosen.end(), [&](const std::string& one) {
               return one == quantity || one == fmt::format("{}/{}", site, quantity);
           });
}

/// What forecast.series may name: columns of the instance that the history has.
std::vector<std::string> names_of(const Instance& instance, const History& history) {
    std::vector<std::string> names;
    for (const std::string& site : instance.sites.id) {
        for (const SiteQuantity& quantity : site_quantities()) {
            if (find(history, site, quantity.name) == nullptr) continue;
            names.emplace_back(quantity.name);
            names.push_back(fmt::format("{}/{}", site, quantity.name));
        }
    }
    return names;
}

}  // namespace

void check_chosen(const std::vector<std::string>& chosen, const Instance& instance,
                  const History& history) {
    const std::vector<std::string> names = names_of(instance, history);
    std::vector<std::string> problems;
    for (const std::string& one : chosen) {
        if (std::find(names.begin(), names.end(), one) != names.end()) continue;
        problems.push_back(
            fmt::format("forecast.series: the history has no {} of the instance's sites{}",
                        in_quotes(one), suggestion(one, names)));
    }
    if (!problems.empty()) throw InputError(std::move(problems));
}

SiteTargets site_targets(const Instance& instance, const History& history, double night_s,
                         const ForecastParameters& parameters) {
    if (names_of(instance, history).empty()) {
        throw InputError(fmt::format(
            "the history has no series of the instance's sites: it must hold series of "
            "kind site with the sites' ids as subjects ('{}') and the columns of /series "
            "as quantities",
            instance.sites.id.empty() ? "" : instance.sites.id.front()));
    }
    check_chosen(parameters.series, instance, history);
    SiteTargets result;
    std::vector<std::string> problems;
    for (std::size_t site = 0; site < instance.sites.size(); ++site) {
        for (const SiteQuantity& quantity : site_quantities()) {
            const std::string& name = instance.sites.id[site];
            const HistorySeries* const series = find(history, name, quantity.name);
            if (series == nullptr || !is_chosen(parameters.series, name, quantity.name)) {
                result.kept.push_back(fmt::format("{}/{}", name, quantity.name));
                continue;
            }
            try {
                check_unit(*series, quantity, instance.currency);
                result.targets.push_back(
                    target_for(history, *series, night_s, instance.horizon_s, parameters));
                result.targets.back().site = site;
                result.targets.back().quantity = &quantity;
            } catch (const TooLittle& error) {
                result.kept.push_back(series->id());
                result.given_up.push_back(error.problems().front());
            } catch (const InputError& error) {
                problems.insert(problems.end(), error.problems().begin(), error.problems().end());
            }
        }
    }
    if (!problems.empty()) throw InputError(std::move(problems));
    return result;
}

}  // namespace nightwatt
