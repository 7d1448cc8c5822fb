#pragma once

#include <vector>

#include "referee/case.hpp"
#include "referee/referee.hpp"

namespace nightwatt::referee {

/// What a site's battery does in a slot, at the meter; all 0 without a battery.
struct BatterySlot {
    double charged_j = 0;
    double offered_j = 0;  ///< discharged
    double lost_j = 0;     ///< by conversion
    double level_j = 0;    ///< at the end of the slot

    [[nodiscard]] bool in_use() const { return charged_j > 0 || offered_j > 0; }
    [[nodiscard]] double size_j() const { return charged_j + offered_j; }
    /// Units of limit_step_j by which the planner may round what the battery moves.
    [[nodiscard]] double steps() const { return in_use() ? 2 : 0; }
};

/// [site * slots + slot]. Follows every battery's level through the night and checks its limits:
/// power, level, the least level at the end, no discharge where the planned rate is negative; and
/// that no site without a battery uses one.
[[nodiscard]] std::vector<BatterySlot> use_batteries(Case& the_case, SeriesKind series);

}  // namespace nightwatt::referee
