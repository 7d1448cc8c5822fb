#include "forecast/site_forecast.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "config/nearest_name.hpp"
#include "errors.hpp"
#include "forecast/conformal.hpp"
#include "forecast/known_series.hpp"
#include "forecast/series_model.hpp"
#include "forecast/site_quantity.hpp"
#include "instance/in_quotes.hpp"

namespace nightwatt {

namespace {

constexpr double spread_coverage = 0.9;
constexpr double longest_wait_s = 7 * 86'400.0;

/// Of one series too little is known; others may do without it.
struct TooLittle : InputError {
    using InputError::InputError;
};

/// One column of one site that the history knows.
struct Wish {
    std::size_t site = 0;
    const SiteQuantity* quantity = nullptr;
    HistorySeries past;  ///< what was measured before the night
    std::size_t horizon = 0;
    KnownSeries known;
};

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
Wish wish_for(const History& history, const HistorySeries& series, double night_s, double horizon_s,
              const ForecastParameters& parameters) {
    Wish wish;
    wish.past = series;
    std::vector<double>& values = wish.past.values;
    const double until = std::floor((night_s - series.start_s) / series.step_s);
    if (until < static_cast<double>(values.size())) {
        values.resize(static_cast<std::size_t>(std::max(until, 0.0)));
    }
    while (!values.empty() && std::isnan(values.back())) values.pop_back();
    const double wait_s = night_s - wish.past.end_s();
    if (values.empty() || wait_s > longest_wait_s) {
        throw TooLittle(fmt::format(
            "{}: nothing was measured in the {:.0f} days before the night; a forecast needs it",
            series.id(), longest_wait_s / 86'400));
    }
    wish.horizon = static_cast<std::size_t>(std::ceil((wait_s + horizon_s) / series.step_s));
    const auto validation =
        static_cast<std::size_t>(parameters.validation_share * static_cast<double>(values.size()));
    // What comes before tells how far forecasts err, and they look a season back.
    const std::size_t before = std::max(values.size() - validation, season_of(wish.past));
    if (validation < wish.horizon || before < wish.horizon ||
        values.size() < before + wish.horizon) {
        throw TooLittle(fmt::format("{}: {} steps before the night are too few to forecast {}",
                                    series.id(), values.size(), wish.horizon));
    }
    wish.known = known_series(history, wish.past, wish.horizon,
                              static_cast<std::size_t>(parameters.calendar), parameters.exogenous);
    return wish;
}

/// What the series knows of a wish, as fit_models() takes it.
ModelInput input_of(const Wish& wish, const ForecastParameters& parameters) {
    const std::size_t steps = wish.past.values.size();
    const auto validation =
        static_cast<std::size_t>(parameters.validation_share * static_cast<double>(steps));
    ModelInput input{&wish.past.values,
                     &wish.known,
                     {0, steps - validation},
                     {steps - validation, steps},
                     season_of(wish.past)};
    if (!wish.quantity->may_be_negative) input.lowest = 0;
    return input;
}

/// Half the width of an interval now, after all that validation saw. One moment's adaptive width
/// jumps with the last misses: it is taken over the latest part.
double latest_width(const std::vector<double>& errors, bool adaptive) {
    constexpr std::size_t few = 10;
    if (!adaptive || errors.size() < few) return conformal_width(errors, spread_coverage);
    const auto half = errors.begin() + static_cast<std::ptrdiff_t>(errors.size() / 2);
    AdaptiveWidth width(std::vector<double>(errors.begin(), half), spread_coverage);
    const std::ptrdiff_t latest = std::min<std::ptrdiff_t>(168, errors.end() - half);
    double sum = 0;
    for (auto error = half; error != errors.end(); ++error) {
        const double now = width.width();
        if (errors.end() - error <= latest) sum += now;
        width.learn(now, *error);
    }
    return latest > 0 ? sum / static_cast<double>(latest) : width.width();
}

/// Mean over [from_s, to_s) of values at equal steps from start_s, each constant until the next.
double mean_over(const std::vector<double>& values, double start_s, double step_s, double from_s,
                 double to_s) {
    double sum = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double begin_s = start_s + step_s * static_cast<double>(i);
        const double share_s = std::min(to_s, begin_s + step_s) - std::max(from_s, begin_s);
        if (share_s > 0) sum += values[i] * share_s;
    }
    return sum / (to_s - from_s);
}

/// Whether every day that was measured at the time of day of a step, the latest week of such days,
/// measured 0: the sun at night. Days that were not measured say nothing; the sun's times drift, so
/// that none is asked that is older than four weeks.
bool rests(const Wish& wish, std::size_t step) {
    constexpr std::size_t most_days = 28;
    constexpr std::size_t enough = 7;
    constexpr std::size_t fewest = 3;
    const std::vector<double>& values = wish.past.values;
    const std::size_t season = season_of(wish.past);
    std::size_t zeros = 0;
    // The first of that time of day in the day before the end.
    std::size_t t = values.size() + step % season;
    for (std::size_t day = 0; day < most_days && zeros < enough && t >= season; ++day) {
        t -= season;
        if (std::isnan(values[t])) continue;
        if (values[t] != 0) return false;
        ++zeros;
    }
    return season > 1 && zeros >= fewest;
}

SiteSeriesForecast fill(const Wish& wish, const SeriesModel& model, double night_s,
                        const ForecastParameters& parameters, Instance& instance) {
    const std::size_t moment = wish.past.values.size();
    Forecast forecast = forecast_at(model, wish.past.values, wish.known, moment);
    const bool missing =
        forecast.values.empty() || std::any_of(forecast.values.begin(), forecast.values.end(),
                                               [](double value) { return std::isnan(value); });
    if (missing) {
        throw TooLittle(fmt::format(
            "{}: too little is known before the night, or of the series known in advance",
            wish.past.id()));
    }
    std::vector<double> widths;
    for (std::size_t step = 0; step < model.horizon; ++step) {
        const std::vector<double> errors = model.errors_like(step, moment);
        if (errors.empty()) {
            throw TooLittle(fmt::format(
                "{}: too much is missing in the last {:.0f} % of what was measured to tell how far "
                "a forecast errs",
                wish.past.id(), 100 * parameters.validation_share));
        }
        widths.push_back(latest_width(errors, parameters.adaptive));
        if (wish.quantity->may_be_negative || !rests(wish, step)) continue;
        forecast.values[step] = widths.back() = 0;
    }
    const std::size_t slots = instance.slots();
    SiteSeriesForecast result;
    std::vector<double>& values = instance.series.*(wish.quantity->values);
    std::vector<double>& spreads = instance.spreads.*(wish.quantity->spread);
    for (std::size_t slot = 0; slot < slots; ++slot) {
        const double from_s = night_s + instance.slot_s * static_cast<double>(slot);
        const auto mean = [&](const std::vector<double>& of) {
            return mean_over(of, wish.past.end_s(), wish.past.step_s, from_s,
                             from_s + instance.slot_s);
        };
        const std::size_t row = wish.site * slots + slot;
        values[row] = stored_value(*wish.quantity, mean(forecast.values));
        spreads[row] = stored_spread(*wish.quantity, mean(widths));
        result.spread += spreads[row] / static_cast<double>(slots);
    }
    result.site = instance.sites.id[wish.site];
    result.quantity = wish.quantity->name;
    result.method = model.method;
    result.why = model.why;
    result.steps = wish.horizon;
    result.validation_rmse = model.own().rmse();
    result.skill_to_seasonal = skill(model.own().rmse(), model.seasonal.rmse());
    result.skill_to_persistence = skill(model.own().rmse(), model.persistence.rmse());
    result.borrowed = forecast.borrowed;
    return result;
}

/// Whether the setting forecast.series names the column.
bool is_chosen(const std::vector<std::string>& chosen, const std::string& site,
               std::string_view quantity) {
    return chosen.empty() || std::any_of(chosen.begin(), chosen.end(), [&](const std::string& one) {
               return one == quantity || one == fmt::format("{}/{}", site, quantity);
           });
}

/// A name in forecast.series that stands for nothing is a mistake.
void check_chosen(const std::vector<std::string>& chosen, const Instance& instance,
                  const History& history) {
    std::vector<std::string> names;
    for (const std::string& site : instance.sites.id) {
        for (const SiteQuantity& quantity : site_quantities()) {
            if (find(history, site, quantity.name) == nullptr) continue;
            names.emplace_back(quantity.name);
            names.push_back(fmt::format("{}/{}", site, quantity.name));
        }
    }
    std::vector<std::string> problems;
    for (const std::string& one : chosen) {
        if (names.empty() || std::find(names.begin(), names.end(), one) != names.end()) continue;
        problems.push_back(
            fmt::format("forecast.series: the history has no {} of the instance's sites{}",
                        in_quotes(one), suggestion(one, names)));
    }
    if (!problems.empty()) throw InputError(std::move(problems));
}

/// What can be forecast; the rest goes to `result`.
std::vector<Wish> wishes_of(const Instance& instance, const History& history, double night_s,
                            const ForecastParameters& parameters, SiteForecast& result) {
    check_chosen(parameters.series, instance, history);
    std::vector<Wish> wishes;
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
                wishes.push_back(
                    wish_for(history, *series, night_s, instance.horizon_s, parameters));
                wishes.back().site = site;
                wishes.back().quantity = &quantity;
            } catch (const TooLittle& error) {
                result.give_up(series->id(), error.problems().front());
            } catch (const InputError& error) {
                problems.insert(problems.end(), error.problems().begin(), error.problems().end());
            }
        }
    }
    if (!problems.empty()) throw InputError(std::move(problems));
    if (wishes.empty() && result.given_up.empty()) {
        throw InputError(fmt::format(
            "the history has no series of the instance's sites: it must hold series of "
            "kind site with the sites' ids as subjects ('{}') and the columns of /series "
            "as quantities",
            instance.sites.id.empty() ? "" : instance.sites.id.front()));
    }
    return wishes;
}

}  // namespace

void SiteForecast::give_up(const std::string& id, const std::string& why) {
    kept.push_back(id);
    given_up.push_back(why);
}

SiteForecast forecast_sites(RidgeBackend& backend, const Instance& instance, const History& history,
                            double night_s, const ForecastParameters& parameters) {
    SiteForecast result;
    const std::vector<Wish> wishes = wishes_of(instance, history, night_s, parameters, result);
    result.instance = instance;
    for (const SiteQuantity& quantity : site_quantities()) {
        // What another history told of other columns stays.
        (result.instance.spreads.*(quantity.spread)).resize(instance.series.size(), 0.0);
    }
    // Series that can share weights are fitted together.
    std::map<std::tuple<std::string_view, double, std::size_t>, std::vector<std::size_t>> alike;
    for (std::size_t i = 0; i < wishes.size(); ++i) {
        alike[{wishes[i].quantity->name, wishes[i].past.step_s, wishes[i].horizon}].push_back(i);
    }
    std::vector<SeriesModel> models(wishes.size());
    for (const auto& [key, group] : alike) {
        std::vector<ModelInput> inputs;
        for (const std::size_t i : group) inputs.push_back(input_of(wishes[i], parameters));
        std::vector<SeriesModel> fitted =
            fit_models(backend, inputs, std::get<std::size_t>(key), parameters);
        for (std::size_t k = 0; k < group.size(); ++k) models[group[k]] = std::move(fitted[k]);
    }
    for (std::size_t i = 0; i < wishes.size(); ++i) {
        try {
            result.series.push_back(
                fill(wishes[i], models[i], night_s, parameters, result.instance));
        } catch (const TooLittle& error) {
            result.give_up(wishes[i].past.id(), error.problems().front());
            continue;
        }
        const SiteSeriesForecast& made = result.series.back();
        result.instance.notes.push_back(fmt::format("{}/{}: forecast by {}, spread {:.4g}",
                                                    made.site, made.quantity, made.method,
                                                    made.spread));
    }
    if (result.series.empty()) throw InputError(result.given_up);
    return result;
}

}  // namespace nightwatt
