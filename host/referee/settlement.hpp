#pragma once

#include "referee/batteries.hpp"
#include "referee/slot_energy.hpp"

namespace nightwatt::referee {

/// What a site's slot is billed for. PUE, W and the rest as in host/instance/README.md, "Site and
/// slot".
struct Settlement {
    double it_j = 0;         ///< E
    double meter_j = 0;      ///< M = PUE * E
    double net_j = 0;        ///< N = max(0, M + charged - offered by the battery)
    double unneeded_j = 0;   ///< offered by the battery beyond the need
    double renewable_j = 0;  ///< U = min(N, W), 0 where the rate is negative
    double grid_j = 0;       ///< G = N - U
    double over_soft_j = 0;  ///< energy at the meter above the soft cap
    double heat_j = 0;       ///< IT heat that is used
    double grid_w = 0;       ///< G / slot length
};

[[nodiscard]] Settlement settle(const SlotTariff& tariff, const SlotEnergy& energy,
                                const BatterySlot& battery, double slot_ms);

/// Hard caps of all slots and the energy cap.
void check_caps(Case& the_case, const std::vector<SlotEnergy>& energy,
                const std::vector<BatterySlot>& batteries);

}  // namespace nightwatt::referee
