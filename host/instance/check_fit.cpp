#include "instance/check_parts.hpp"
#include "instance/fit_check.hpp"
#include "instance/in_quotes.hpp"

namespace nightwatt {

void check_fit(const Instance& instance, CheckProblems& problems) {
    const FitCheck check(instance);
    const auto& task_of_row = instance.runtimes.task;
    std::size_t first = 0;
    for (std::size_t j = 0; j < instance.tasks.size(); ++j) {
        std::size_t last = first;
        while (last < task_of_row.size() && task_of_row[last] == static_cast<std::int32_t>(j))
            ++last;
        if (const auto miss = check.misfit(j, first, last)) {
            problems.add("tasks that fit no server", "/tasks[{}] {}: fits no server: {}", j,
                         in_quotes(instance.tasks.id[j]), *miss);
        }
        first = last;
    }
}

}  // namespace nightwatt
