#pragma once

#include <vector>

#include "hand/hand_builder.hpp"
#include "problem/decode.hpp"

namespace nightwatt {

/// The tasks in their order on server 0, each as soon as it can be.
inline DecodedPlan in_order(const Problem& problem) {
    std::vector<hand::Step> steps;
    for (std::uint32_t j = 0; j != problem.tasks(); ++j) {
        steps.push_back({.task = static_cast<std::int32_t>(j)});
    }
    return decode_dispatched(problem, hand::make_plan(steps));
}

}  // namespace nightwatt
