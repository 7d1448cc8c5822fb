#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "instance/instance.hpp"
#include "io/plan_file.hpp"

namespace nightwatt {

/// A task somewhere else, as people read it. Moments are seconds since the instance's epoch.
struct ElsewhereRow {
    std::string what;  ///< "another server", "another level", "another start", "on time"
    std::size_t server = 0;
    std::size_t level = 0;
    double start_s = 0;
    double end_s = 0;
    double cost_change = 0;  ///< of the whole plan
};

/// Why one task runs where, when and how it does.
struct Explanation {
    std::size_t task = 0;
    std::size_t allowed_servers = 0;  ///< that the task may use
    std::vector<ElsewhereRow> elsewhere;
    std::optional<ElsewhereRow> on_time;  ///< where the task is late: the cheapest way not to be
};

/// The task's costs, what anything else would cost, and, where it is late, why and what would help.
[[nodiscard]] std::string explanation_text(const Instance& instance, const PlanRecord& record,
                                           const Explanation& explanation);
/// The same as JSON, with a newline at the end.
[[nodiscard]] std::string explanation_json(const Instance& instance, const PlanRecord& record,
                                           const Explanation& explanation);

}  // namespace nightwatt
