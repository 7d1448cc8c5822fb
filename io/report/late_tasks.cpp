#include "io/report/late_tasks.hpp"

#include <algorithm>
#include <tuple>

namespace nightwatt {

std::vector<std::size_t> worst_late_tasks(const PlanRecord& record, std::size_t top) {
    const std::vector<TaskAccount>& tasks = record.account.tasks;
    std::vector<std::size_t> late;
    for (std::size_t task = 0; task != tasks.size(); ++task) {
        if (is_late(tasks[task])) late.push_back(task);
    }
    const auto middle = late.begin() + static_cast<std::ptrdiff_t>(std::min(top, late.size()));
    std::partial_sort(late.begin(), middle, late.end(), [&](std::size_t a, std::size_t b) {
        return std::tuple(-tasks[a].tardiness_cost, -tasks[a].lateness_s, a) <
               std::tuple(-tasks[b].tardiness_cost, -tasks[b].lateness_s, b);
    });
    late.erase(middle, late.end());
    return late;
}

}  // namespace nightwatt
