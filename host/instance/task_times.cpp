#include "instance/task_times.hpp"

#include <algorithm>
#include <cmath>

#include "instance/check_parts.hpp"

namespace nightwatt {

TaskTimes::TaskTimes(const Instance& instance) : instance_(instance), levels_(instance) {
    for (std::size_t row = 0; row < instance.links.size(); ++row) {
        bandwidth_[{instance.links.from_site[row], instance.links.to_site[row]}] =
            instance.links.bandwidth_bytes_per_s[row];
    }
}

std::optional<std::int64_t> TaskTimes::shortest_run_ms(std::size_t first, std::size_t last) const {
    const std::int32_t pin =
        instance_.tasks.pin_level[static_cast<std::size_t>(instance_.runtimes.task[first])];
    std::optional<std::int64_t> shortest;
    for_each_level(first, last, [&](std::size_t level, double run_s, double) {
        if (pin >= 0 && static_cast<std::size_t>(pin) != level) return;
        const std::int64_t run_ms = std::llround(run_s * 1000);
        if (!shortest || run_ms < *shortest) shortest = run_ms;
    });
    return shortest;
}

std::optional<std::int64_t> TaskTimes::ready_ms(std::size_t task, std::int32_t site) const {
    const TaskTable& tasks = instance_.tasks;
    const std::int64_t release_ms = std::llround(tasks.release_s[task] * 1000);
    const std::int32_t from = tasks.input_site[task];
    if (from < 0 || from == site || tasks.input_bytes[task] == 0) return release_ms;
    const auto link = bandwidth_.find({from, site});
    if (link == bandwidth_.end()) return std::nullopt;
    // Beyond the horizon it does not matter how far.
    const double transfer_s = std::min(tasks.input_bytes[task] / link->second, 2 * max_time_s);
    return release_ms + std::llround(transfer_s * 1000);
}

std::size_t TaskTimes::end_of_class(std::size_t first) const {
    const RuntimeTable& r = instance_.runtimes;
    std::size_t last = first + 1;
    while (last < r.size() && r.task[last] == r.task[first] &&
           r.class_index[last] == r.class_index[first]) {
        ++last;
    }
    return last;
}

}  // namespace nightwatt
