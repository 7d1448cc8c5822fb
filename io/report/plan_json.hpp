#pragma once

#include <string>
#include <vector>

#include "io/plan_file.hpp"
#include "io/report/scenario_text.hpp"

namespace nightwatt {

/// A plan's account and provenance as one JSON object: every item of Totals by its name, then
/// lower_bound and gap (null without a bound; gap = (cost - lower_bound) / |cost|), backend, seed,
/// generations, evaluations, seconds, made_by, stopped_by, instance_hash and plan_hash (16 hex
/// digits), currency, allowed_difference, scenarios {scenarios, cost_low, cost_mean, cost_high,
/// late_low, late_high, beyond_low, beyond_high, infeasible} (null where nothing was forecast),
/// worst_late [{task, server, lateness_s, tardiness_cost, reason}] (the `top` late tasks that cost
/// most),
/// sites [{id, energy_kwh, renewable_kwh, cost (of grid energy, soft cap and heat; not the peak
/// charge), carbon_kg, tardiness_h, late_tasks}], benchmark {name, objective,
/// value} (null for other instances), baselines, feasible and violations. Ends with a newline.
[[nodiscard]] std::string plan_json_text(const Instance& instance, const PlanRecord& record,
                                         const std::vector<std::string>& violations = {},
                                         const ScenarioRange& scenarios = {}, std::size_t top = 10);

}  // namespace nightwatt
