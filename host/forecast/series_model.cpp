#include "forecast/series_model.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace nightwatt {

namespace {

WindowShape shape_of(const ModelInput& input, std::size_t horizon) {
    WindowShape shape;
    shape.horizon = horizon;
    shape.calendar = input.known->columns;
    shape.future = input.known->future.size();
    return shape;
}

/// The series in the unit that is fitted, one vector an input.
std::vector<std::vector<double>> standardised_inputs(const std::vector<ModelInput>& inputs,
                                                     const std::vector<SeriesModel>& models) {
    std::vector<std::vector<double>> all;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        all.push_back(models[i].standard.deviation > 0
                          ? standardised(*inputs[i].values, models[i].standard)
                          : std::vector<double>());
    }
    return all;
}

bool has_gap(const std::vector<double>& values) {
    return std::any_of(values.begin(), values.end(),
                       [](double value) { return std::isnan(value); });
}

/// Why ridge gives way to the naive forecast that erred less; empty: it does not.
std::string why_not_ridge(const SeriesModel& model) {
    if (model.map.weights.empty()) {
        return model.standard.deviation > 0 ? "there is too little to learn from"
                                            : "the series is constant";
    }
    const double naive =
        model.better_naive() == "seasonal" ? model.seasonal.rmse() : model.persistence.rmse();
    if (std::isnan(naive)) return "no forecast can be held against the validation part";
    if (model.ridge.rmse() <= naive) return "";
    return fmt::format("on validation its RMSE is {:.6g}, {}'s {:.6g}", model.ridge.rmse(),
                       model.better_naive(), naive);
}

/// Forecasts the validation part with the map of the training part.
void validate(const ModelInput& input, const std::string& method, SeriesModel& model) {
    const std::vector<double>& values = *input.values;
    model.ridge = model.persistence = model.seasonal = ErrorSums(model.horizon);
    const bool fitted = !model.map.weights.empty();
    std::vector<std::vector<MomentError>> ridge_errors(model.horizon);
    std::vector<std::vector<MomentError>> last_errors(model.horizon);
    std::vector<std::vector<MomentError>> seasonal_errors(model.horizon);
    for (std::size_t moment = std::max(input.validation.begin, model.needs());
         moment + model.horizon <= input.validation.end; ++moment) {
        const Forecast forecast = forecast_at(model, values, *input.known, moment);
        // A series known in advance may have a gap there.
        if (forecast.values.empty() || has_gap(forecast.values)) continue;
        const double* const truth = values.data() + moment;
        if (fitted) model.ridge.add(forecast.values, truth);
        model.persistence.add(forecast.naive.persistence, truth);
        model.seasonal.add(forecast.naive.seasonal, truth);
        for (std::size_t h = 0; h < model.horizon; ++h) {
            if (std::isnan(truth[h])) continue;
            const auto error = [&](const std::vector<double>& made) {
                return MomentError{moment, std::abs(made[h] - truth[h])};
            };
            ridge_errors[h].push_back(error(forecast.values));
            last_errors[h].push_back(error(forecast.naive.persistence));
            seasonal_errors[h].push_back(error(forecast.naive.seasonal));
        }
    }
    model.method = method;
    if (method == "ridge") model.why = why_not_ridge(model);
    if (!model.why.empty()) model.method = model.better_naive();
    model.errors = std::move(model.method == "ridge"         ? ridge_errors
                             : model.method == "persistence" ? last_errors
                                                             : seasonal_errors);
}

/// One group of series that share their weights.
void fit_group(RidgeBackend& backend, const std::vector<ModelInput>& inputs,
               const std::vector<std::vector<double>>& scaled,
               const std::vector<std::size_t>& group, const ForecastParameters& parameters,
               std::vector<SeriesModel>& models) {
    std::vector<RidgeData> data;
    std::size_t shortest = SIZE_MAX;
    for (const std::size_t i : group) {
        if (scaled[i].empty() || parameters.method != "ridge") continue;
        data.push_back({&scaled[i], inputs[i].known, inputs[i].train, inputs[i].validation});
        shortest = std::min(shortest, inputs[i].train.size());
    }
    if (!data.empty()) {
        const ModelInput& first = inputs[group.front()];
        const WindowShape shape = shape_of(first, models[group.front()].horizon);
        const auto members = choose_members(
            backend, data, shape, grid_of(parameters, first.season, shape.horizon, shortest));
        const LinearMap map = fit_members(backend, data, shape, members);
        for (const std::size_t i : group) {
            if (scaled[i].empty()) continue;
            models[i].members = members;
            models[i].map = map;
        }
    }
    for (const std::size_t i : group) validate(inputs[i], parameters.method, models[i]);
    // What is known by now, all of it.
    for (RidgeData& series : data) series.train.end = series.validation.end;
    const SeriesModel& any = models[group.front()];
    if (data.empty() || any.members.empty()) return;
    const LinearMap all =
        fit_members(backend, data, shape_of(inputs[group.front()], any.horizon), any.members);
    for (const std::size_t i : group) {
        if (!models[i].map.weights.empty()) models[i].map = all;
    }
}

}  // namespace

std::size_t SeriesModel::needs() const {
    return std::max(season, map.weights.empty() ? 0 : map.shape.lags);
}

std::vector<double> SeriesModel::all_errors(std::size_t step) const {
    std::vector<double> all;
    for (const MomentError& each : errors[step]) all.push_back(each.error);
    return all;
}

std::vector<double> SeriesModel::errors_like(std::size_t step, std::size_t moment) const {
    constexpr std::size_t enough = 20;
    std::vector<double> alike;
    for (const MomentError& each : errors[step]) {
        if (each.moment % season == moment % season) alike.push_back(each.error);
    }
    if (alike.size() >= enough) return alike;
    std::vector<MomentError> same_time;
    for (std::size_t h = 0; h < errors.size(); ++h) {
        for (const MomentError& each : errors[h]) {
            if ((each.moment + h) % season == (moment + step) % season) same_time.push_back(each);
        }
    }
    if (same_time.size() < enough) return all_errors(step);
    std::stable_sort(
        same_time.begin(), same_time.end(),
        [](const MomentError& a, const MomentError& b) { return a.moment < b.moment; });
    alike.clear();
    for (const MomentError& each : same_time) alike.push_back(each.error);
    return alike;
}

std::string SeriesModel::better_naive() const {
    return seasonal.rmse() < persistence.rmse() ? "seasonal" : "persistence";
}

const ErrorSums& SeriesModel::own() const {
    return method == "ridge" ? ridge : method == "seasonal" ? seasonal : persistence;
}

std::vector<SeriesModel> fit_models(RidgeBackend& backend, const std::vector<ModelInput>& inputs,
                                    std::size_t horizon, const ForecastParameters& parameters) {
    std::vector<SeriesModel> models(inputs.size());
    std::vector<std::vector<std::size_t>> groups;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        models[i].standard = standard_of(*inputs[i].values, inputs[i].train);
        models[i].season = inputs[i].season;
        models[i].horizon = horizon;
        models[i].lowest = inputs[i].lowest;
        const auto alike = [&](const std::vector<std::size_t>& group) {
            return parameters.weights == "shared" &&
                   inputs[group.front()].season == inputs[i].season &&
                   inputs[group.front()].known->columns == inputs[i].known->columns &&
                   inputs[group.front()].known->future.size() == inputs[i].known->future.size();
        };
        const auto found = std::find_if(groups.begin(), groups.end(), alike);
        if (found == groups.end()) {
            groups.push_back({i});
        } else {
            found->push_back(i);
        }
    }
    const auto scaled = standardised_inputs(inputs, models);
    for (const std::vector<std::size_t>& group : groups) {
        fit_group(backend, inputs, scaled, group, parameters, models);
    }
    return models;
}

void refit(RidgeBackend& backend, const ModelInput& input, Span span, SeriesModel& model) {
    if (model.members.empty()) return;
    const std::vector<double> scaled = standardised(*input.values, model.standard);
    LinearMap map = fit_members(backend, {{&scaled, input.known, span, {}}},
                                shape_of(input, model.horizon), model.members);
    if (!map.weights.empty()) model.map = std::move(map);
}

Forecast forecast_at(const SeriesModel& model, const std::vector<double>& values,
                     const KnownSeries& known, std::size_t moment) {
    Forecast forecast;
    std::vector<double> lags =
        lags_before(values, moment, model.needs(), model.season, forecast.borrowed);
    if (lags.empty()) return forecast;
    forecast.naive = naive_forecasts(lags, model.season, model.horizon);
    if (model.map.weights.empty() || (!model.method.empty() && model.method != "ridge")) {
        forecast.values =
            model.method == "seasonal" ? forecast.naive.seasonal : forecast.naive.persistence;
        return forecast;
    }
    lags.erase(lags.begin(), lags.end() - static_cast<std::ptrdiff_t>(model.map.shape.lags));
    for (double& lag : lags) lag = (lag - model.standard.mean) / model.standard.deviation;
    forecast.values = forecast_once(model.map, lags, known, moment - model.map.shape.lags);
    for (double& value : forecast.values) {
        value = value * model.standard.deviation + model.standard.mean;
        if (value < model.lowest) value = model.lowest;
    }
    return forecast;
}

}  // namespace nightwatt
