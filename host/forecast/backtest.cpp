#include "forecast/backtest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <deque>
#include <numeric>

#include "errors.hpp"
#include "forecast/conformal.hpp"
#include "forecast/known_series.hpp"

namespace nightwatt {

namespace {

double sum_of(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0);
}

/// Intervals of one step of the horizon: a forecast's truth is known `step` + 1 steps later, and
/// only then may it change a width.
class StepIntervals {
  public:
    StepIntervals(const std::vector<double>& errors, double coverage)
        : split_(conformal_width(errors, coverage)), adaptive_(errors, coverage) {}

    void judge(std::size_t moment, std::size_t step, double error, SeriesBacktest& result) {
        while (!open_.empty() && open_.front().known_at <= moment) {
            adaptive_.learn(open_.front().width, open_.front().error);
            open_.pop_front();
        }
        const double width = adaptive_.width();
        count(result.split, step, split_, error);
        count(result.adaptive, step, width, error);
        open_.push_back({moment + step + 1, width, error});
    }

  private:
    struct Open {
        std::size_t known_at;
        double width;
        double error;
    };
    static void count(IntervalCount& counted, std::size_t step, double width, double error) {
        counted.inside[step] += error <= width ? 1 : 0;
        counted.width[step] += 2 * width;
        counted.count[step] += 1;
    }

    double split_;
    AdaptiveWidth adaptive_;
    std::deque<Open> open_;
};

double seasonal_mae(const std::vector<double>& values, Span span, std::size_t season) {
    double sum = 0;
    double count = 0;
    for (std::size_t t = span.begin + season; t < span.end; ++t) {
        if (std::isnan(values[t]) || std::isnan(values[t - season])) continue;
        sum += std::abs(values[t] - values[t - season]);
        count += 1;
    }
    return count > 0 ? sum / count : std::nan("");
}

SeriesBacktest roll(RidgeBackend& backend, const HistorySeries& series, const ModelInput& input,
                    SeriesModel model, Span test, const BacktestSettings& settings,
                    double coverage) {
    SeriesBacktest result;
    result.id = series.id();
    result.unit = series.unit;
    result.method = model.method;
    result.why = model.why;
    result.members = model.members;
    result.naive_mae = seasonal_mae(series.values, input.train, model.season);
    result.model = result.persistence = result.seasonal = ErrorSums(model.horizon);
    const std::vector<double> zeros(model.horizon, 0.0);
    result.split = result.adaptive = {zeros, zeros, zeros};
    std::vector<StepIntervals> intervals;
    result.errors = SIZE_MAX;
    for (std::size_t h = 0; h < model.horizon; ++h) {
        intervals.emplace_back(model.all_errors(h), coverage);
        result.errors = std::min(result.errors, model.errors[h].size());
    }
    for (std::size_t moment = std::max(test.begin, model.needs());
         moment + model.horizon <= test.end; moment += settings.every) {
        const std::size_t made = result.forecasts + result.unknown;
        if (settings.refit > 0 && made > 0 && made % settings.refit == 0) {
            refit(backend, input, {0, moment}, model);
        }
        const Forecast forecast = forecast_at(model, series.values, *input.known, moment);
        const bool nan = std::any_of(forecast.values.begin(), forecast.values.end(),
                                     [](double value) { return std::isnan(value); });
        if (forecast.values.empty() || nan) {
            ++result.unknown;
            continue;
        }
        ++result.forecasts;
        result.borrowed += forecast.borrowed > 0 ? 1 : 0;
        const double* const truth = series.values.data() + moment;
        result.model.add(forecast.values, truth);
        result.persistence.add(forecast.naive.persistence, truth);
        result.seasonal.add(forecast.naive.seasonal, truth);
        for (std::size_t h = 0; h < model.horizon; ++h) {
            if (std::isnan(truth[h]) || model.errors[h].empty()) continue;
            intervals[h].judge(moment, h, std::abs(forecast.values[h] - truth[h]), result);
        }
    }
    return result;
}

}  // namespace

double IntervalCount::coverage() const {
    return sum_of(inside) / sum_of(count);
}

double IntervalCount::mean_width() const {
    return sum_of(width) / sum_of(count);
}

double SeriesBacktest::mase(double mae) const {
    return naive_mae > 0 ? mae / naive_mae : std::nan("");
}

std::vector<SeriesBacktest> run_backtest(RidgeBackend& backend, const History& history,
                                         const std::vector<std::string>& ids,
                                         const BacktestSettings& settings,
                                         const ForecastParameters& parameters) {
    std::vector<const HistorySeries*> chosen;
    for (const std::string& id : ids) chosen.push_back(&find_series(history, id));
    if (ids.empty()) {
        for (const HistorySeries& series : history.series) chosen.push_back(&series);
    }
    std::vector<KnownSeries> known;
    std::vector<ModelInput> inputs;
    std::vector<Span> tests;
    std::vector<std::string> problems;
    for (const HistorySeries* series : chosen) {
        const std::size_t steps = series->values.size();
        const auto test =
            static_cast<std::size_t>(settings.test_share * static_cast<double>(steps));
        const std::size_t past = steps - test;
        const auto validation =
            static_cast<std::size_t>(parameters.validation_share * static_cast<double>(past));
        if (test < settings.horizon || validation < settings.horizon) {
            problems.push_back(fmt::format("{}: {} steps are too few for a horizon of {}",
                                           series->id(), steps, settings.horizon));
        }
        known.push_back(known_series(history, *series, 0,
                                     static_cast<std::size_t>(parameters.calendar),
                                     parameters.exogenous));
        inputs.push_back({&series->values,
                          nullptr,
                          {0, past - validation},
                          {past - validation, past},
                          season_of(*series)});
        tests.push_back({past, steps});
    }
    if (!problems.empty()) throw InputError(std::move(problems));
    for (std::size_t i = 0; i < inputs.size(); ++i) inputs[i].known = &known[i];
    const std::vector<SeriesModel> models =
        fit_models(backend, inputs, settings.horizon, parameters);
    std::vector<SeriesBacktest> results;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        results.push_back(roll(backend, *chosen[i], inputs[i], models[i], tests[i], settings,
                               parameters.coverage));
    }
    return results;
}

}  // namespace nightwatt
