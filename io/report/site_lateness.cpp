#include "io/report/site_lateness.hpp"

#include <algorithm>
#include <numeric>

#include "io/report/late_tasks.hpp"

namespace nightwatt {

double SiteLateness::of_site(std::size_t site) const {
    const auto slots = static_cast<std::ptrdiff_t>(late_h.size() / late_tasks.size());
    const auto first = late_h.begin() + static_cast<std::ptrdiff_t>(site) * slots;
    return std::accumulate(first, first + slots, 0.0);
}

SiteLateness site_lateness(const Instance& instance, const PlanRecord& record) {
    const std::size_t slots = instance.slots();
    SiteLateness late;
    late.late_h.resize(instance.sites.size() * slots);
    late.late_tasks.resize(instance.sites.size());
    const double slot_ms = instance.slot_s * 1000;
    const std::vector<TaskAccount>& tasks = record.account.tasks;
    for (std::size_t task = 0; task != tasks.size(); ++task) {
        if (tasks[task].lateness_s <= 0) continue;
        const auto server = static_cast<std::size_t>(record.plan.server[task]);
        const auto site = static_cast<std::size_t>(instance.servers.site[server]);
        // A task that ends with a slot ran in that slot, not in the next one.
        const double before_ms = static_cast<double>(record.plan.end_ms[task] - 1);
        const double last = static_cast<double>(slots - 1);
        const auto slot = static_cast<std::size_t>(std::clamp(before_ms / slot_ms, 0.0, last));
        late.late_h[site * slots + slot] += tasks[task].lateness_s / 3600;
        if (is_late(tasks[task])) ++late.late_tasks[site];
    }
    return late;
}

}  // namespace nightwatt
