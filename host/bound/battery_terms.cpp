#include "bound/battery_terms.hpp"

#include <algorithm>
#include <cmath>

namespace nightwatt {

BatteryTerms::BatteryTerms(const Battery& battery, const ProblemView& problem, std::uint32_t site,
                           const double* pue)
    : charge_efficiency_(battery.charge_efficiency()),
      discharge_efficiency_(battery.discharge_efficiency()),
      charge_uj_(static_cast<double>(battery.charge_mw) * static_cast<double>(problem.slot_ms)),
      pue_(pue, pue + problem.slot_count),
      // The planner rounds a level down in every slot: unrounded it may be higher by so much.
      levels_{static_cast<double>(battery.start_uj),
              static_cast<double>(battery.capacity_uj) + problem.slot_count + 1,
              static_cast<double>(battery.end_uj)} {
    const double discharge_uj =
        static_cast<double>(battery.discharge_mw) * static_cast<double>(problem.slot_ms);
    for (std::uint32_t t = 0; t < problem.slot_count; ++t) {
        const bool negative = problem.tariff[std::size_t{site} * problem.slot_count + t].rate < 0;
        discharge_uj_.push_back(negative ? 0 : discharge_uj);
    }
}

/// At a negative price a slot's cost is concave in the change of the level where the battery may do
/// both; its chord is below it.
BatteryTerms::Least BatteryTerms::least(const std::vector<double>& price) const {
    const std::size_t slots = pue_.size();
    std::vector<ConvexLine> lines(slots);
    Least result;
    double greatest = 0;
    double slack = 0;
    for (std::size_t t = 0; t < slots; ++t) {
        const double at_meter = price[t] / pue_[t];
        const double falls = discharge_uj_[t] / discharge_efficiency_;
        const double rises = charge_uj_ * charge_efficiency_;
        lines[t].begin = -falls;
        lines[t].value = -at_meter * discharge_uj_[t];
        if (at_meter >= 0) {
            lines[t].add(at_meter * discharge_efficiency_, falls);
            lines[t].add(at_meter / charge_efficiency_, rises);
        } else {
            lines[t].add(at_meter * (discharge_uj_[t] + charge_uj_) / (falls + rises),
                         falls + rises);
        }
        const double slope = std::fabs(at_meter) / charge_efficiency_;
        greatest = std::max(greatest, slope);
        result.size += slope * (falls + rises + levels_.most);
        slack += 0.5 * std::fabs(price[t]);  // IT energies are whole uJ
    }
    const LevelPath path = CheapestPath(levels_).find(lines);
    result.size += greatest * levels_.most * static_cast<double>(slots);
    result.value = path.cost - slack;
    for (std::size_t t = 0; t < slots; ++t) {
        const double change = path.change[t];
        const double meter_uj =
            change < 0 ? change * discharge_efficiency_ : change / charge_efficiency_;
        result.at_uj.push_back(meter_uj / pue_[t]);
    }
    return result;
}

}  // namespace nightwatt
