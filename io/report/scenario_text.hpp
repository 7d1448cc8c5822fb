#pragma once

#include <cstdint>
#include <string>

namespace nightwatt {

/// What a plan costs where its forecasts err: the range that holds 90 % of the scenarios.
struct ScenarioRange {
    std::size_t scenarios = 0;
    double cost_low = 0;  ///< 5 % cost less
    double cost_mean = 0;
    double cost_high = 0;  ///< 5 % cost more
    std::int64_t late_low = 0;
    std::int64_t late_high = 0;
    std::int64_t beyond_low = 0;  ///< tasks that end after the night, or their server's window
    std::int64_t beyond_high = 0;
    std::size_t infeasible = 0;  ///< scenarios in which a limit is broken
};

/// One or two sentences.
[[nodiscard]] std::string scenario_text(const ScenarioRange& range, const std::string& currency);

}  // namespace nightwatt
