#pragma once

#include <string>
#include <vector>

#include "instance/plan.hpp"
#include "problem/problem.hpp"
#include "rules/give_up.hpp"

namespace nightwatt {

/// A constructive rule: builds a plan's genes (server, position, level, hold_ms) in one pass. Fast,
/// simple, and what plans are compared with.
struct Rule {
    std::string name;
    std::string help;
    Plan (*construct)(const Problem& problem, const GiveUp& give_up);
    /// Estimated steps, for the decision to leave a rule out at great sizes.
    double (*steps)(const Problem& problem);
};

/// All rules; the order is the one of reports.
[[nodiscard]] const std::vector<Rule>& rules();

/// Rule of a name; throws UsageError with the names there are.
[[nodiscard]] const Rule& rule_named(const std::string& name);

/// Rules that need more steps than this, 10 to 30 s, are left out of `plan` and its report.
inline constexpr double affordable_steps = 1e10;

Plan construct_fifo(const Problem& problem, const GiveUp& give_up = {});
Plan construct_mct(const Problem& problem, const GiveUp& give_up = {});
Plan construct_round_robin(const Problem& problem, const GiveUp& give_up = {});
Plan construct_edf(const Problem& problem, const GiveUp& give_up = {});
Plan construct_least_energy(const Problem& problem, const GiveUp& give_up = {});
Plan construct_least_cost(const Problem& problem, const GiveUp& give_up = {});
Plan construct_min_min(const Problem& problem, const GiveUp& give_up = {});
Plan construct_sufferage(const Problem& problem, const GiveUp& give_up = {});
/// No rule of rules(): what a run that is stopped early has instead.
Plan construct_few_servers(const Problem& problem);

}  // namespace nightwatt
