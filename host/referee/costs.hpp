#pragma once

#include "instance/account.hpp"
#include "referee/settlement.hpp"

namespace nightwatt::referee {

/// Every item of the account, from the slots' energy and the tasks' own times.
[[nodiscard]] Account make_account(const Case& the_case, const std::vector<SlotEnergy>& energy,
                                   const std::vector<BatterySlot>& batteries);

/// The cost, from its items.
void sum_up(Totals& totals);

/// Milliseconds after the deadline; 0 without one.
[[nodiscard]] double lateness_ms(const Case& the_case, std::size_t task);

}  // namespace nightwatt::referee
