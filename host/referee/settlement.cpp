#include "referee/settlement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "instance/in_quotes.hpp"
#include "referee/rounding.hpp"
#include "referee/sum.hpp"
#include "referee/units.hpp"

namespace nightwatt::referee {

Settlement settle(const SlotTariff& tariff, const SlotEnergy& energy, const BatterySlot& battery,
                  double slot_ms) {
    Settlement s;
    s.it_j = energy.total_j();
    s.meter_j = tariff.pue * s.it_j;
    const double need_j = s.meter_j + battery.charged_j;
    s.net_j = std::max(0.0, need_j - battery.offered_j);
    s.unneeded_j = std::max(0.0, battery.offered_j - need_j);
    s.renewable_j = tariff.rate < 0 ? 0.0 : std::min(s.net_j, tariff.renewable_j);
    s.grid_j = s.net_j - s.renewable_j;
    s.over_soft_j =
        std::isnan(tariff.soft_cap_j) ? 0.0 : std::max(0.0, s.net_j - tariff.soft_cap_j);
    s.heat_j = std::min(s.it_j, tariff.heat_j);
    s.grid_w = s.grid_j / (slot_ms / 1e3);
    return s;
}

void check_caps(Case& c, const std::vector<SlotEnergy>& energy,
                const std::vector<BatterySlot>& batteries) {
    const Tariffs& tariffs = c.tariffs;
    Sum used;
    Sum doubt;
    for (std::size_t site = 0; site != c.instance.sites.size(); ++site) {
        for (std::size_t slot = 0; slot != tariffs.slots(); ++slot) {
            const SlotTariff& tariff = tariffs.at(static_cast<std::int32_t>(site), slot);
            const SlotEnergy& of_slot = energy[site * tariffs.slots() + slot];
            const BatterySlot& battery = batteries[site * tariffs.slots() + slot];
            const Settlement s = settle(tariff, of_slot, battery, tariffs.slot_ms());
            const double slack =
                tariff.pue * (of_slot.doubt_j + (1 + battery.steps()) * limit_step_j) +
                double_steps * (s.meter_j + battery.size_j());
            used.add(s.meter_j);
            doubt.add(slack + 0x1p-40 * s.meter_j);
            if (std::isnan(tariff.hard_cap_j) || s.net_j <= tariff.hard_cap_j + slack) continue;
            c.violations.add("hard cap", [&] {
                const double watt = 1e3 / tariffs.slot_ms();
                return fmt::format(
                    "site {} draws {:.6g} kW in the slot from {}, but may not exceed {:.6g} kW.",
                    in_quotes(c.instance.sites.id[site]), s.net_j * watt / 1e3,
                    moment_text(static_cast<double>(slot) * tariffs.slot_ms()),
                    tariff.hard_cap_j * watt / 1e3);
            });
        }
    }
    const double cap_j = c.instance.energy_cap_kwh * joules_per_kwh;
    if (std::isnan(cap_j) || used.value() <= cap_j + doubt.value() + double_steps * cap_j) return;
    c.violations.add("energy cap", [&] {
        return fmt::format("the plan uses {:.9g} kWh, but may not use more than {:.9g} kWh.",
                           used.value() / joules_per_kwh, c.instance.energy_cap_kwh);
    });
}

}  // namespace nightwatt::referee
