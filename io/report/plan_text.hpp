#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "io/plan_file.hpp"
#include "io/report/scenario_text.hpp"

namespace nightwatt {

/// Parts of the text report. Each has a heading, fits 100 columns and ends with a newline; a part
/// with nothing to say is empty. `record.account` is what they show.

/// Every cost item, energy, carbon, lateness; bound and gap; the benchmark's own value.
[[nodiscard]] std::string cost_text(const Instance& instance, const PlanRecord& record);
/// What no plan can undercut, and the gap to it; a sentence without a heading.
[[nodiscard]] std::string bound_text(const Instance& instance, const PlanRecord& record);
/// Limits of the instance that the plan breaks: what the referee said of them.
[[nodiscard]] std::string violations_text(const std::vector<std::string>& violations);
/// The plan against every baseline, what it saves against mct, and the gap to the bound. A plan
/// that breaks limits is marked, and saves nothing.
[[nodiscard]] std::string comparison_text(const Instance& instance, const PlanRecord& record,
                                          const std::vector<std::string>& violations = {});
/// Tasks, idling, sleep, waking, cooling; renewable share.
[[nodiscard]] std::string energy_text(const Instance& instance, const PlanRecord& record);
/// Energy, renewable energy, PUE, rate, cost and carbon of each site by hour; where tasks are late,
/// the hours past their deadlines, in the hour in which they end.
[[nodiscard]] std::string site_text(const Instance& instance, const PlanRecord& record);
/// The `top` late tasks that cost most, each with the main reason for its lateness.
[[nodiscard]] std::string late_text(const Instance& instance, const PlanRecord& record,
                                    std::size_t top);

/// All of them, and what the plan costs in the scenarios, if any, below the comparison.
[[nodiscard]] std::string report_text(const Instance& instance, const PlanRecord& record,
                                      std::size_t top, const ScenarioRange& scenarios = {},
                                      const std::vector<std::string>& violations = {});

}  // namespace nightwatt
