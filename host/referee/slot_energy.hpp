#pragma once

#include <array>
#include <vector>

#include "referee/draws.hpp"

namespace nightwatt::referee {

/// IT energy of a site in a slot, by use, and by how much the planner's rounding of powers and
/// energies may change it.
struct SlotEnergy {
    std::array<double, uses> by_use_j{};
    double doubt_j = 0;

    [[nodiscard]] double of(Use use) const { return by_use_j[static_cast<std::size_t>(use)]; }
    [[nodiscard]] double total_j() const {
        return by_use_j[0] + by_use_j[1] + by_use_j[2] + by_use_j[3];
    }
};

/// [site * slots + slot]. A site's power is a step function of time: its steps are sorted, summed
/// up and integrated slot by slot. What a plan draws outside the slots is not counted (it breaks
/// the horizon anyway).
[[nodiscard]] std::vector<SlotEnergy> integrate(const Case& the_case, const Draws& draws);

}  // namespace nightwatt::referee
