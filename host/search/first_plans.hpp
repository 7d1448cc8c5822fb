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

/// When rules are not wanted any more.
struct RuleStops {
    /// Why the next rule is left out; asked one by one in the order of rules(), before it begins.
    std::function<std::string()> leave_out;
    /// Why the rule of this number ends before it has a plan; asked by all threads while rules are
    /// at work beside each other.
    std::function<std::string(std::size_t rule)> cut_short;
};

/// Runs every rule that is affordable at this size. Batteries do what is cheapest for each plan.
[[nodiscard]] std::vector<RuleRun> run_rules(const Problem& problem, std::uint32_t threads,
                                             const RuleStops& stops);

/// A plan within seconds at any size, for a run whose rules were all stopped.
[[nodiscard]] RuleRun run_few_servers(const Problem& problem);

}  // namespace nightwatt
