#pragma once

#include "instance/instance.hpp"
#include "io/report/ablation.hpp"
#include "search/search_parameters.hpp"

namespace nightwatt {

/// Weighs every lever of an instance against the dispatcher, rule mct (where that breaks a limit,
/// the cheapest other rule): one search with the lever alone, one with all but it, and one with
/// all. Searches end by their work, so the result is the same everywhere; `parameters.generations`
/// is each one's. Every plan is confirmed by the referee. More levers never cost more, sleep at
/// prices below 0 aside: a search starts from the best plan of those with fewer. Throws
/// InfeasibleError where no rule finds a feasible plan, StoppedError where a signal came.
[[nodiscard]] Ablation run_ablation(const Instance& instance, const SearchParameters& parameters);

}  // namespace nightwatt
