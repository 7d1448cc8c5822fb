#pragma once

#include <cstdint>

#include "kernels/education.hpp"
#include "kernels/genetic.hpp"
#include "problem/problem.hpp"
#include "search/schedule.hpp"
#include "search/search_parameters.hpp"

namespace nightwatt {

/// How the threshold of education falls, for a search that starts from a plan of this cost.
[[nodiscard]] Schedule schedule_of(const SearchParameters& resolved, const Problem& problem,
                                   std::int64_t first_cost_nano);

/// How plans are improved in one generation.
[[nodiscard]] Education education_of(const SearchParameters& resolved, const Problem& problem,
                                     std::int64_t generation, std::int64_t threshold_nano);

/// The settings of one generation.
[[nodiscard]] Breeding breeding_of(const SearchParameters& resolved, const Problem& problem,
                                   std::int64_t generation);

}  // namespace nightwatt
