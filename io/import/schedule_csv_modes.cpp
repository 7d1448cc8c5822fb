#include "io/import/schedule_csv_modes.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace nightwatt {

ScheduleModes::ScheduleModes(const Instance& instance)
    : instance_(instance), levels_(instance), first_row_(instance.tasks.size() + 1, 0) {
    for (const std::int32_t task : instance.runtimes.task) {
        ++first_row_[static_cast<std::size_t>(task) + 1];
    }
    for (std::size_t j = 0; j < instance.tasks.size(); ++j) first_row_[j + 1] += first_row_[j];
}

std::pair<std::size_t, std::size_t> ScheduleModes::rows(std::size_t task,
                                                        std::size_t server) const {
    const auto& classes = instance_.runtimes.class_index;
    const auto begin = classes.begin() + static_cast<std::ptrdiff_t>(first_row_[task]);
    const auto end = classes.begin() + static_cast<std::ptrdiff_t>(first_row_[task + 1]);
    const auto range = std::equal_range(begin, end, instance_.servers.class_index[server]);
    return {static_cast<std::size_t>(range.first - classes.begin()),
            static_cast<std::size_t>(range.second - classes.begin())};
}

std::string ScheduleModes::obstacle(std::size_t task, std::size_t server) const {
    const auto [first, last] = rows(task, server);
    if (first == last) {
        const auto k = static_cast<std::size_t>(instance_.servers.class_index[server]);
        return fmt::format("task '{}' has no runtime on class '{}' of server '{}'",
                           instance_.tasks.id[task], instance_.classes.id[k],
                           instance_.servers.id[server]);
    }
    for (std::size_t r = 0; r < instance_.resources.size(); ++r) {
        const std::uint32_t need = instance_.tasks.need[r][task];
        const std::uint32_t capacity = instance_.servers.capacity[r][server];
        if (need > capacity) {
            return fmt::format("task '{}' needs {} of '{}', and server '{}' has {}",
                               instance_.tasks.id[task], need, instance_.resources[r],
                               instance_.servers.id[server], capacity);
        }
    }
    return {};
}

bool ScheduleModes::allows(std::size_t task, std::size_t server, std::int64_t level) const {
    const auto [first, last] = rows(task, server);
    const auto begin = instance_.runtimes.level.begin();
    const auto from = begin + static_cast<std::ptrdiff_t>(first);
    const auto to = begin + static_cast<std::ptrdiff_t>(last);
    if (*from >= 0) return std::find(from, to, level) != to;
    const auto k = static_cast<std::size_t>(instance_.servers.class_index[server]);
    return level >= 0 && level < static_cast<std::int64_t>(levels_.count(k));
}

std::int32_t ScheduleModes::default_level(std::size_t task, std::size_t server) const {
    const std::int32_t pinned = instance_.tasks.pin_level[task];
    if (pinned >= 0) return pinned;
    return std::max(instance_.runtimes.level[rows(task, server).first], 0);
}

}  // namespace nightwatt
