#include "io/report/plan_text.hpp"

namespace nightwatt {

std::string report_text(const Instance& instance, const PlanRecord& record, std::size_t top) {
    std::string text;
    for (const std::string& section :
         {cost_text(instance, record), comparison_text(instance, record),
          energy_text(instance, record), site_text(instance, record),
          late_text(instance, record, top)}) {
        if (!text.empty() && !section.empty()) text += '\n';
        text += section;
    }
    return text;
}

}  // namespace nightwatt
