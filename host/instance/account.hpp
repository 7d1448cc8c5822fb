#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace nightwatt {

/// What a plan costs, item by item. Money is in the instance's currency, energy in kWh at the meter
/// (IT energy times PUE) unless the name says otherwise. cost is the sum of the items marked +,
/// less those marked -.
struct Totals {
    double cost = 0;
    double energy_cost = 0;     ///< + grid energy: dynamic + idle + sleep + wake, as drawn
    double tardiness_cost = 0;  ///< +
    double transfer_cost = 0;   ///< +
    double soft_cap_cost = 0;   ///< +
    double peak_cost = 0;       ///< +
    double makespan_cost = 0;   ///< +
    double change_cost = 0;     ///< + penalties for tasks moved from the published plan
    double heat_credit = 0;     ///< -
    double energy_kwh = 0;      ///< of servers and cooling, whatever its source; no transfers
    double it_energy_kwh = 0;   ///< before cooling and overhead
    double dynamic_kwh = 0;     ///< IT energy of running tasks
    double idle_kwh = 0;        ///< IT energy of servers on, beside the tasks'
    double sleep_kwh = 0;       ///< IT
    double wake_kwh = 0;        ///< IT
    double transfer_kwh = 0;    ///< in the network, not at the meters
    double renewable_kwh = 0;   ///< renewable energy used
    double renewable_available_kwh = 0;
    double battery_charge_kwh = 0;     ///< given to batteries
    double battery_discharge_kwh = 0;  ///< offered by batteries
    double battery_loss_kwh = 0;       ///< in batteries, and offered beyond what the site needed
    double battery_unneeded_kwh = 0;   ///< offered beyond the need, of that loss
    double heat_kwh = 0;               ///< heat used
    double carbon_kg = 0;              ///< of grid energy
    double peak_kw = 0;                ///< sum over sites of the highest mean grid power of a slot
    double tardiness_h = 0;            ///< sum over tasks with a deadline
    std::int64_t late_tasks = 0;
    std::int64_t changed_tasks = 0;  ///< moved from the published plan
    double makespan_s = 0;
    double work = 0;
    std::int64_t servers_used = 0;
};

/// Series of one site and slot.
struct SiteSlot {
    double power_w = 0;      ///< mean need of servers and cooling; a battery may give or take more
    double renewable_w = 0;  ///< mean renewable power used
    double cost = 0;         ///< of grid energy, soft cap and heat; not the peak charge
    double carbon_kg = 0;
    double pue = 1;
    double rate_per_kwh = 0;  ///< IT energy: PUE * (price + carbon price * intensity)
    double battery_charge_w = 0;
    double battery_discharge_w = 0;  ///< offered
    double battery_level_wh = 0;     ///< at the end of the slot
};

struct TaskAccount {
    double energy_kwh = 0;   ///< dynamic energy at the meter
    double energy_cost = 0;  ///< of that energy at the site's rate, before renewable power
    double tardiness_cost = 0;
    double transfer_cost = 0;
    double change_cost = 0;  ///< for being moved from the published plan
    double lateness_s = 0;   ///< max(0, end - deadline)
};

/// IT energy of a site in a slot, by what it is spent on (dynamic, idle, sleep, wake), and by how
/// much the planner's rounding of powers and energies may change it.
struct SlotEnergy {
    std::array<double, 4> by_use_j{};
    double doubt_j = 0;

    [[nodiscard]] double total_j() const {
        return by_use_j[0] + by_use_j[1] + by_use_j[2] + by_use_j[3];
    }
};

struct Account {
    Totals totals;
    std::vector<SlotEnergy> slot_energy;  ///< [site * slots + slot]; not kept in files
    std::vector<SiteSlot> site_slots;     ///< [site * slots + slot]
    std::vector<TaskAccount> tasks;
};

}  // namespace nightwatt
