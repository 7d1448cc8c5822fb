#pragma once

#include <cstdint>
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

/// Runs every rule that is affordable at this size, until `stop` says so: it is asked by each rule
/// before it begins, one by one in the order of rules(); then they work beside each other.
/// Batteries do what is cheapest for each plan.
[[nodiscard]] std::vector<RuleRun> run_rules(const Problem& problem, std::uint32_t threads,
                                             const std::function<std::string()>& stop);

}  // namespace nightwatt
