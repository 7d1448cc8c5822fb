#pragma once

#include <cstdint>

#include "instance/instance.hpp"
#include "io/front_file.hpp"
#include "pareto/front.hpp"
#include "search/search_parameters.hpp"

namespace nightwatt {

/// What a front is asked for.
struct FrontRequest {
    FrontObjectives objectives = FrontObjectives::EnergyTardiness;
    std::int64_t runs = 20;  ///< searches at most
};

/// Searches a front, run after run (host/pareto/README.md). The time limit of `parameters` is for
/// the whole front, its generations are for each run. Every plan of the front is confirmed by the
/// referee. Stops early, with what it has, when a stop signal comes. Throws like run_plan().
[[nodiscard]] FrontRecord run_pareto(const Instance& instance, const SearchParameters& parameters,
                                     const FrontRequest& request);

}  // namespace nightwatt
