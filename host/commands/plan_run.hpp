#pragma once

#include <optional>
#include <string>

#include "instance/instance.hpp"
#include "io/plan_file.hpp"
#include "search/search_parameters.hpp"

namespace nightwatt {

/// Plans an instance: first plans by rules (and `warm_start`, a plan of the same instance), search,
/// and the referee's word on the result. Stops early, with its best plan, when a stop signal comes.
/// Throws InfeasibleError where no feasible plan was found, StoppedError where a signal came before
/// there was any, InternalError where the referee disagrees. With a record to `replay`, does what
/// that run did, generation by generation, whatever the clock says; see replay.hpp.
[[nodiscard]] PlanRecord run_plan(const Instance& instance, const SearchParameters& parameters,
                                  const std::optional<Plan>& warm_start,
                                  const PlanRecord* replay = nullptr);

}  // namespace nightwatt
