#pragma once

#include <vector>

#include "instance/account.hpp"
#include "referee/draws.hpp"

namespace nightwatt::referee {

/// [site * slots + slot]. A site's power is a step function of time: its steps are sorted, summed
/// up and integrated slot by slot. What a plan draws outside the slots is not counted (it breaks
/// the horizon anyway).
[[nodiscard]] std::vector<SlotEnergy> integrate(const Case& the_case, const Draws& draws);

}  // namespace nightwatt::referee
