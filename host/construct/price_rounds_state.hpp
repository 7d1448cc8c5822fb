#pragma once

#include <cstdint>
#include <vector>

#include "instance/plan.hpp"

namespace nightwatt {

/// Where rounds of building plans from prices stand, for a checkpoint.
struct PriceRoundsState {
    struct Course {
        std::vector<double> priority;  ///< [task]
        Plan best;                     ///< genes: server, position, level, hold_ms
    };
    std::int64_t rounds = 0;
    std::int64_t stalled = 0;     ///< rounds since the best plan got better
    std::vector<Course> courses;  ///< none before the first round
};

}  // namespace nightwatt
