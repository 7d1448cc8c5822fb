#include "io/import/schedule_csv_modes.hpp"

#include <algorithm>

namespace nightwatt {

ScheduleModes::ScheduleModes(const Instance& instance)
    : instance_(instance),
      first_row_(instance.tasks.size() + 1, 0),
      levels_of_class_(instance.classes.size(), 0) {
    for (const std::int32_t task : instance.runtimes.task) {
        ++first_row_[static_cast<std::size_t>(task) + 1];
    }
    for (std::size_t j = 0; j < instance.tasks.size(); ++j) first_row_[j + 1] += first_row_[j];
    for (const std::int32_t k : instance.levels.class_index) {
        ++levels_of_class_[static_cast<std::size_t>(k)];
    }
    for (std::int64_t& levels : levels_of_class_) levels = std::max<std::int64_t>(levels, 1);
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

bool ScheduleModes::allows(std::size_t task, std::size_t server) const {
    const auto [first, last] = rows(task, server);
    return first < last;
}

bool ScheduleModes::allows(std::size_t task, std::size_t server, std::int64_t level) const {
    const auto [first, last] = rows(task, server);
    if (first == last) return false;
    const auto& levels = instance_.runtimes.level;
    if (levels[last - 1] >= 0) {
        return std::find(levels.begin() + static_cast<std::ptrdiff_t>(first),
                         levels.begin() + static_cast<std::ptrdiff_t>(last),
                         level) != levels.begin() + static_cast<std::ptrdiff_t>(last);
    }
    const auto k = static_cast<std::size_t>(instance_.servers.class_index[server]);
    return level >= 0 && level < levels_of_class_[k];
}

std::int32_t ScheduleModes::default_level(std::size_t task, std::size_t server) const {
    const std::int32_t pinned = instance_.tasks.pin_level[task];
    if (pinned >= 0) return pinned;
    const auto [first, last] = rows(task, server);
    // A row of level -1 stands for every level of the class; where it stands beside rows of single
    // levels, those alone count.
    for (std::size_t row = first; row < last; ++row) {
        if (instance_.runtimes.level[row] >= 0) return instance_.runtimes.level[row];
    }
    return 0;
}

}  // namespace nightwatt
