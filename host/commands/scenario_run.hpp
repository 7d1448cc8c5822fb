#pragma once

#include <cstdint>

#include "forecast/forecast_parameters.hpp"
#include "instance/instance.hpp"
#include "instance/plan.hpp"
#include "instance/published_plan.hpp"
#include "io/plan_file.hpp"
#include "io/report/scenario_text.hpp"

namespace nightwatt {

/// As many scenarios as take a moment: fewer where there are many tasks.
[[nodiscard]] std::size_t scenarios_for(const Instance& instance);

/// The referee prices the plan in `count` scenarios of the instance's forecasts
/// (scenario_series()). The result does not depend on the number of threads.
[[nodiscard]] ScenarioRange run_scenarios(const Instance& instance, const Plan& plan,
                                          const PublishedPlan& published, std::int64_t seed,
                                          std::size_t count, int threads);

/// The finished plan in as many scenarios as the settings say; none where nothing was forecast, or
/// where they cannot be played: then a warning says why.
[[nodiscard]] ScenarioRange scenarios_of(const Instance& instance, const PlanRecord& record,
                                         const ForecastParameters& parameters);

}  // namespace nightwatt
