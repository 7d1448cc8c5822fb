#include "io/report/plan_text.hpp"

#include "io/report/figures.hpp"

namespace nightwatt {

std::string report_text(const Instance& instance, const PlanRecord& record, std::size_t top,
                        const ScenarioRange& scenarios,
                        const std::vector<std::string>& violations) {
    std::string comparison = comparison_text(instance, record, violations);
    if (scenarios.scenarios > 0) comparison += scenario_text(scenarios, currency_of(instance));
    std::string text;
    for (const std::string& section :
         {violations_text(violations), cost_text(instance, record), comparison,
          energy_text(instance, record), site_text(instance, record),
          late_text(instance, record, top)}) {
        if (!text.empty() && !section.empty()) text += '\n';
        text += section;
    }
    return text;
}

}  // namespace nightwatt
