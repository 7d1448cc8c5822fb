#pragma once

#include "commands/forecast_run.hpp"

namespace nightwatt {

/// Says what a planner has to know before trusting a night: what could not be forecast, or not
/// well, and why.
void warn_of(const NightForecast& night);

}  // namespace nightwatt
