#include "referee/together.hpp"

#include <algorithm>

#include "referee/case.hpp"
#include "referee/costs.hpp"
#include "referee/settlement.hpp"

namespace nightwatt {

Audit audit_together(const Instance& frame, std::span<const Account* const> shares,
                     const std::vector<std::int64_t>& battery_mw) {
    using namespace referee;
    Plan batteries_alone;
    batteries_alone.battery_mw = battery_mw;
    const PublishedPlan nothing_published;
    Case the_case(frame, batteries_alone, nothing_published);
    std::vector<SlotEnergy> energy(frame.series.size());
    for (const Account* const share : shares) {
        for (std::size_t row = 0; row < energy.size(); ++row) {
            const SlotEnergy& more = share->slot_energy[row];
            for (std::size_t use = 0; use < uses; ++use) {
                energy[row].by_use_j[use] += more.by_use_j[use];
            }
            energy[row].doubt_j += more.doubt_j;
        }
    }
    const std::vector<BatterySlot> batteries = use_batteries(the_case, SeriesKind::Planned);
    check_caps(the_case, energy, batteries);

    Audit result;
    result.account = make_account(the_case, energy, batteries);
    Totals& totals = result.account.totals;
    for (const Account* const share : shares) {
        const Totals& more = share->totals;
        totals.tardiness_cost += more.tardiness_cost;
        totals.tardiness_h += more.tardiness_h;
        totals.transfer_cost += more.transfer_cost;
        totals.transfer_kwh += more.transfer_kwh;
        totals.work += more.work;
        totals.late_tasks += more.late_tasks;
        totals.servers_used += more.servers_used;
        totals.makespan_s = std::max(totals.makespan_s, more.makespan_s);
    }
    sum_up(totals);
    result.violations = the_case.violations.texts();
    return result;
}

}  // namespace nightwatt
