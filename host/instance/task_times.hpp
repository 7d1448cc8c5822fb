#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <utility>

#include "instance/class_levels.hpp"
#include "instance/instance.hpp"

namespace nightwatt {

/// Runtimes and ready times of tasks in milliseconds, rounded as the planner rounds them. For
/// instances whose tables are in order.
class TaskTimes {
  public:
    explicit TaskTimes(const Instance& instance);

    [[nodiscard]] const ClassLevels& levels() const { return levels_; }

    /// Calls f(level, seconds, watts) for every level that a task may use on a class; [first, last)
    /// are the rows of /runtimes of that task and class. Pins are left to the caller.
    template <class F>
    void for_each_level(std::size_t first, std::size_t last, F&& f) const {
        const RuntimeTable& r = instance_.runtimes;
        if (r.level[first] >= 0) {
            for (std::size_t row = first; row < last; ++row) {
                f(static_cast<std::size_t>(r.level[row]), r.runtime_s[row], r.power_w[row]);
            }
            return;
        }
        const auto k = static_cast<std::size_t>(r.class_index[first]);
        const double b =
            instance_.tasks.frequency_sensitivity[static_cast<std::size_t>(r.task[first])];
        for (std::size_t l = 0; l < levels_.count(k); ++l) {
            f(l, r.runtime_s[first] * (b / levels_.frequency(k, l) + 1 - b),
              r.power_w[first] * levels_.power(k, l));
        }
    }

    /// Shortest runtime over the levels that the task's pin allows; nothing: it allows none.
    [[nodiscard]] std::optional<std::int64_t> shortest_run_ms(std::size_t first,
                                                              std::size_t last) const;
    /// Moment at which the task's data are at a site; nothing: no link leads there.
    [[nodiscard]] std::optional<std::int64_t> ready_ms(std::size_t task, std::int32_t site) const;

    /// End of the rows of /runtimes that share task and class with row `first`.
    [[nodiscard]] std::size_t end_of_class(std::size_t first) const;

  private:
    const Instance& instance_;
    ClassLevels levels_;
    std::map<std::pair<std::int32_t, std::int32_t>, double> bandwidth_;
};

}  // namespace nightwatt
