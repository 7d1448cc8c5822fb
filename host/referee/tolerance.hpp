#pragma once

#include <string>

#include "instance/account.hpp"
#include "referee/settlement.hpp"

namespace nightwatt::referee {

/// How far the planner's exact cost may lie from the referee's: README.md gives the formula.
struct Tolerance {
    double money = 0;
    std::string reason;  ///< one sentence
};

[[nodiscard]] Tolerance find_tolerance(const Case& the_case, const Draws& draws,
                                       const std::vector<SlotEnergy>& energy,
                                       const std::vector<BatterySlot>& batteries,
                                       const Account& account);

}  // namespace nightwatt::referee
