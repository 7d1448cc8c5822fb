#pragma once

#include <cstdint>
#include <vector>

#include "io/plan_file.hpp"

namespace nightwatt {

/// Where and when deadlines were missed: by the site that ran the task and the slot it ended in.
struct SiteLateness {
    std::vector<double> late_h;            ///< [site * slots + slot], hours past the deadline
    std::vector<std::int64_t> late_tasks;  ///< [site]

    /// Of a whole site, h.
    [[nodiscard]] double of_site(std::size_t site) const;
};

/// Needs `record.account.tasks`. The sum is the account's tardiness_h.
[[nodiscard]] SiteLateness site_lateness(const Instance& instance, const PlanRecord& record);

}  // namespace nightwatt
