#include "forecast/forecast_parameters.hpp"

#include <omp.h>

#include <algorithm>

namespace nightwatt {

ParameterTable describe(ForecastParameters& p) {
    ParameterTable table;
    table.add(
        "forecast.history", p.history, Text{},
        "History file; plan then forecasts the sites' series of the instance before it plans. "
        "Empty: it does not.");
    table.add(
        "forecast.instance", p.instance, Text{},
        "Instance file that plan writes with its forecasts: what the plan was made for, and is to "
        "be reported and evaluated with.");
    table.add("forecast.series", p.series,
              "What of the sites is forecast: quantities, as temperature_c, or single series, as "
              "SITE/temperature_c; the night keeps what it has of others, as prices of a day-ahead "
              "market. Empty: all that the history holds.");
    table.add("forecast.method", p.method, Text{{"ridge", "persistence", "seasonal"}},
              "How: ridge, a regression, with the better of the other two where that is better; "
              "persistence, the last value; seasonal, the value of a day earlier.");
    table.add("forecast.weights", p.weights, Text{{"each", "shared"}},
              "Whether every series is fitted on its own, or one set of weights serves all series "
              "with equal steps.");
    table.add("forecast.lookback", p.lookback, {2, 100'000, true}, "steps",
              "How far a forecast looks back; auto: the average of several look-backs.");
    table.add("forecast.centring", p.centring, {0, 100'000, true}, "steps",
              "Length of the trailing mean that is taken off; 0: as long as the look-back. Auto: a "
              "day, a week and the look-back are averaged.");
    table.add("forecast.penalty", p.penalty, {1e-9, 1e6, true}, "",
              "Penalty on the weights, as a share of the lags' mean power; auto: what validation "
              "likes best.");
    table.add("forecast.average", p.average, {1, 1000, true}, "",
              "How many of the best look-backs and trailing means are averaged; auto: all.");
    table.add("forecast.calendar", p.calendar, {0, 12}, "",
              "Harmonics of the day and of the week that forecasts know beside the past.");
    table.add("forecast.exogenous", p.exogenous,
              "Series of the history, by id, whose future is known when a forecast is made.");
    table.add("forecast.validation_share", p.validation_share, {0.05, 0.5}, "",
              "Share of the past, its latest part, on which settings are chosen and intervals are "
              "measured.");
    table.add(
        "forecast.coverage", p.coverage, {0.5, 0.999}, "",
        "Share of the true values that the intervals of backtests should hold; the spreads of an "
        "instance are made for 0.9.");
    table.add("forecast.adaptive", p.adaptive,
              "Whether the width of intervals follows the latest errors, for series that drift.");
    table.add(
        "forecast.runtimes", p.runtimes, Text{{"auto", "alike", "regression", "last-two", "keep"}},
        "How runtimes of tasks are predicted where the history holds jobs: alike, by jobs of "
        "the same user, name, needs and request; regression, on these and on the logarithms "
        "of needs, request, input and work; last-two, by the user's last two jobs; keep, not "
        "at all. Auto: by what did best on the latest jobs, unless what users asked for did.");
    table.add(
        "forecast.runtime_quantile", p.runtime_quantile, {0, 0.99}, "",
        "Share of tasks whose runtime stays below the one that is planned with; 0: the mean is "
        "planned with. High, since a task that runs over delays others, which costs more than "
        "a server that waits.");
    table.add(
        "forecast.scenarios", p.scenarios, {0, 100'000, true}, "",
        "How many ways in which a forecast night may turn out price the finished plan; auto: 10 "
        "to 200, by the number of tasks.");
    table.add("forecast.backend", p.backend, Text{{"auto", "cpu", "cuda"}},
              "Machine that fits; forecasts agree up to rounding.");
    table.add("forecast.threads", p.threads, {1, 4096, true}, "",
              "CPU threads; forecasts do not depend on it. Auto: all that this process may use.");
    return table;
}

RidgeGrid grid_of(const ForecastParameters& parameters, std::size_t season, std::size_t horizon,
                  std::size_t train) {
    RidgeGrid grid;
    const std::size_t longest = std::max<std::size_t>(train / 6, 1);
    if (parameters.lookback != automatic_value) {
        grid.lookbacks = {static_cast<std::size_t>(parameters.lookback)};
    } else {
        for (const std::size_t steps : {24, 48, 96, 168, 336, 504, 720, 1008, 1440}) {
            if (steps >= horizon && steps <= longest) grid.lookbacks.push_back(steps);
        }
        // Short histories, or steps of a day: what there is.
        if (grid.lookbacks.empty()) grid.lookbacks = {std::min<std::size_t>(longest, 24)};
    }
    grid.centrings = {season, 7 * season, 0};
    if (parameters.centring != automatic_value) {
        grid.centrings = {static_cast<std::size_t>(parameters.centring)};
    }
    grid.penalties = {1e-3, 1e-2, 1e-1, 1, 10};
    if (parameters.penalty != automatic_value) grid.penalties = {parameters.penalty};
    grid.average =
        parameters.average == automatic_value ? 0 : static_cast<std::size_t>(parameters.average);
    return grid;
}

int threads_of(const ForecastParameters& parameters) {
    return parameters.threads == automatic_value ? omp_get_max_threads()
                                                 : static_cast<int>(parameters.threads);
}

}  // namespace nightwatt
