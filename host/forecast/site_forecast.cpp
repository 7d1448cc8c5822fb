#include "forecast/site_forecast.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "forecast/conformal.hpp"
#include "forecast/series_model.hpp"
#include "forecast/site_targets.hpp"

namespace nightwatt {

namespace {

constexpr double spread_coverage = 0.9;

/// What the series knows of a target, as fit_models() takes it.
ModelInput input_of(const SiteTarget& target, const ForecastParameters& parameters) {
    const std::size_t steps = target.past.values.size();
    const auto validation =
        static_cast<std::size_t>(parameters.validation_share * static_cast<double>(steps));
    ModelInput input{&target.past.values,
                     &target.known,
                     {0, steps - validation},
                     {steps - validation, steps},
                     season_of(target.past)};
    if (!target.quantity->may_be_negative) input.lowest = 0;
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
bool rests(const SiteTarget& target, std::size_t step) {
    constexpr std::size_t most_days = 28;
    constexpr std::size_t enough = 7;
    constexpr std::size_t fewest = 3;
    const std::vector<double>& values = target.past.values;
    const std::size_t season = season_of(target.past);
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

SiteSeriesForecast fill(const SiteTarget& target, const SeriesModel& model, double night_s,
                        const ForecastParameters& parameters, Instance& instance) {
    const std::size_t moment = target.past.values.size();
    Forecast forecast = forecast_at(model, target.past.values, target.known, moment);
    const bool missing =
        forecast.values.empty() || std::any_of(forecast.values.begin(), forecast.values.end(),
                                               [](double value) { return std::isnan(value); });
    if (missing) {
        throw TooLittle(fmt::format(
            "{}: too little is known before the night, or of the series known in advance",
            target.past.id()));
    }
    std::vector<double> widths;
    for (std::size_t step = 0; step < model.horizon; ++step) {
        const std::vector<double> errors = model.errors_like(step, moment);
        if (errors.empty()) {
            throw TooLittle(fmt::format(
                "{}: too much is missing in the last {:.0f} % of what was measured to tell how far "
                "a forecast errs",
                target.past.id(), 100 * parameters.validation_share));
        }
        widths.push_back(latest_width(errors, parameters.adaptive));
        if (target.quantity->may_be_negative || !rests(target, step)) continue;
        forecast.values[step] = widths.back() = 0;
    }
    for (const SiteQuantity& quantity : site_quantities()) {
        // What another history told of other columns stays.
        (instance.spreads.*(quantity.spread)).resize(instance.series.size(), 0.0);
    }
    const std::size_t slots = instance.slots();
    SiteSeriesForecast result;
    std::vector<double>& values = instance.series.*(target.quantity->values);
    std::vector<double>& spreads = instance.spreads.*(target.quantity->spread);
    for (std::size_t slot = 0; slot < slots; ++slot) {
        const double from_s = night_s + instance.slot_s * static_cast<double>(slot);
        const auto mean = [&](const std::vector<double>& of) {
            return mean_over(of, target.past.end_s(), target.past.step_s, from_s,
                             from_s + instance.slot_s);
        };
        const std::size_t row = target.site * slots + slot;
        values[row] = stored_value(*target.quantity, mean(forecast.values));
        spreads[row] = stored_spread(*target.quantity, mean(widths));
        result.spread += spreads[row] / static_cast<double>(slots);
    }
    result.site = instance.sites.id[target.site];
    result.quantity = target.quantity->name;
    result.method = model.method;
    result.why = model.why;
    result.steps = target.horizon;
    result.validation_rmse = model.own().rmse();
    result.skill_to_seasonal = skill(model.own().rmse(), model.seasonal.rmse());
    result.skill_to_persistence = skill(model.own().rmse(), model.persistence.rmse());
    result.borrowed = forecast.borrowed;
    return result;
}

}  // namespace

void SiteForecast::give_up(const std::string& id, const std::string& why) {
    kept.push_back(id);
    given_up.push_back(why);
}

SiteForecast forecast_sites(RidgeBackend& backend, const Instance& instance, const History& history,
                            double night_s, const ForecastParameters& parameters) {
    SiteForecast result;
    SiteTargets known = site_targets(instance, history, night_s, parameters);
    result.kept = std::move(known.kept);
    result.given_up = std::move(known.given_up);
    const std::vector<SiteTarget>& targets = known.targets;
    result.instance = instance;
    // Series that can share weights are fitted together.
    std::map<std::tuple<std::string_view, double, std::size_t>, std::vector<std::size_t>> alike;
    for (std::size_t i = 0; i < targets.size(); ++i) {
        alike[{targets[i].quantity->name, targets[i].past.step_s, targets[i].horizon}].push_back(i);
    }
    std::vector<SeriesModel> models(targets.size());
    for (const auto& [key, group] : alike) {
        std::vector<ModelInput> inputs;
        for (const std::size_t i : group) inputs.push_back(input_of(targets[i], parameters));
        std::vector<SeriesModel> fitted =
            fit_models(backend, inputs, std::get<std::size_t>(key), parameters);
        for (std::size_t k = 0; k < group.size(); ++k) models[group[k]] = std::move(fitted[k]);
    }
    for (std::size_t i = 0; i < targets.size(); ++i) {
        try {
            result.series.push_back(
                fill(targets[i], models[i], night_s, parameters, result.instance));
        } catch (const TooLittle& error) {
            result.give_up(targets[i].past.id(), error.problems().front());
            continue;
        }
        const SiteSeriesForecast& made = result.series.back();
        result.instance.notes.push_back(fmt::format("{}/{}: forecast by {}, spread {:.4g}",
                                                    made.site, made.quantity, made.method,
                                                    made.spread));
    }
    for (const std::string& why : result.given_up) {
        result.instance.notes.push_back(why + "; what the night had stays");
    }
    return result;
}

}  // namespace nightwatt
