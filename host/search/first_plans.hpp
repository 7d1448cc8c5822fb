#pragma once

#include <functional>
#include <string>
#include <vector>

#include "problem/decode.hpp"

namespace nightwatt {

/// What a constructive rule gave.
struct RuleRun {
    std::string rule;
    std::string note;  ///< why there is no plan; empty: there is
    DecodedPlan decoded;
};

/// Runs every rule that is affordable at this size, in the order of rules(), until `stop` says so.
/// Batteries do what is cheapest for each plan.
[[nodiscard]] std::vector<RuleRun> run_rules(const Problem& problem,
                                             const std::function<std::string()>& stop);

}  // namespace nightwatt
