#pragma once

#include <string>
#include <vector>

#include "forecast/history.hpp"
#include "forecast/series_model.hpp"

namespace nightwatt {

struct BacktestSettings {
    std::size_t horizon = 24;  ///< steps
    double test_share = 0.2;   ///< latest part of a series
    std::size_t every = 1;     ///< steps between two forecasts
    std::size_t refit = 0;  ///< forecasts after which all that is known by then is fitted; 0: never
};

/// How often the truth lay within an interval, and how wide intervals were; by step of the horizon.
struct IntervalCount {
    std::vector<double> inside;
    std::vector<double> width;  ///< from end to end, summed
    std::vector<double> count;

    [[nodiscard]] double coverage() const;
    [[nodiscard]] double mean_width() const;
};

struct SeriesBacktest {
    std::string id;
    std::string unit;
    std::string method;  ///< and why not ridge
    std::string why;
    std::vector<RidgeMember> members;
    std::size_t forecasts = 0;
    std::size_t unknown = 0;   ///< moments at which too little was known
    std::size_t borrowed = 0;  ///< forecasts that had to stand in for missing lags
    std::size_t errors = 0;    ///< of the validation part that intervals are made of, a step; least
    double naive_mae = 0;      ///< of seasonal-naive within the training part: MASE's unit
    ErrorSums model;
    ErrorSums persistence;
    ErrorSums seasonal;
    IntervalCount split;     ///< split-conformal
    IntervalCount adaptive;  ///< adjusted after each forecast

    [[nodiscard]] double mase() const { return mase(model.mae()); }
    /// An error in MASE's unit; NaN where the training part never differs from the day before.
    [[nodiscard]] double mase(double mae) const;
    [[nodiscard]] double skill_to_seasonal() const { return skill(model.rmse(), seasonal.rmse()); }
    [[nodiscard]] double skill_to_persistence() const {
        return skill(model.rmse(), persistence.rmse());
    }
};

/// Rolling origin: the latest part of each series is forecast from moments `every` steps apart,
/// each time with what was known then. Throws InputError where series are too short.
[[nodiscard]] std::vector<SeriesBacktest> run_backtest(RidgeBackend& backend,
                                                       const History& history,
                                                       const std::vector<std::string>& ids,
                                                       const BacktestSettings& settings,
                                                       const ForecastParameters& parameters);

}  // namespace nightwatt
