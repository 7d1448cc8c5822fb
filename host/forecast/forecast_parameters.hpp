#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "config/parameter_table.hpp"
#include "forecast/selection.hpp"

namespace nightwatt {

/// Settings of forecasts. What each means stands in describe().
struct ForecastParameters {
    std::string history;
    std::string instance;
    std::vector<std::string> series;
    std::string method = "ridge";
    std::string weights = "each";
    std::int64_t lookback = automatic_value;
    std::int64_t centring = automatic_value;
    double penalty = automatic_value;
    std::int64_t average = automatic_value;
    std::int64_t calendar = 0;
    std::vector<std::string> exogenous;
    double validation_share = 0.25;
    double coverage = 0.9;
    bool adaptive = true;
    std::string runtimes = "auto";
    double runtime_quantile = 0.95;
    std::int64_t scenarios = automatic_value;
    std::string backend = "auto";
    std::int64_t threads = automatic_value;
};

[[nodiscard]] ParameterTable describe(ForecastParameters& parameters);

/// Look-backs, trailing means and penalties to choose from; `season` is a day in steps, `train` the
/// steps to learn from, of which a look-back may take a sixth. Nothing looks ahead further than
/// back.
[[nodiscard]] RidgeGrid grid_of(const ForecastParameters& parameters, std::size_t season,
                                std::size_t horizon, std::size_t train);

/// Threads to use: what is set, or all.
[[nodiscard]] int threads_of(const ForecastParameters& parameters);

}  // namespace nightwatt
