#pragma once

#include <cstdint>

#include "backend/population_state.hpp"

namespace nightwatt {

/// A search after a generation: from it the search goes on.
struct SearchSnapshot {
    std::int64_t generation = 0;
    std::int64_t evaluations = 0;  ///< plans
    std::int64_t stalled = 0;
    std::int64_t threshold_nano = 0;  ///< of the education that made the generation
    std::uint64_t population_hash = 0;
    PopulationState population;
};

}  // namespace nightwatt
