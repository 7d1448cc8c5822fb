#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "instance/instance.hpp"
#include "instance/task_times.hpp"

namespace nightwatt {

/// Servers of one class at one site taken together, every trait as the best of them has it: what
/// is out of reach here is so on each of them.
struct Place {
    double idle_w = std::numeric_limits<double>::infinity();
    std::vector<double> idle_w_per_unit;  ///< [resource]
    std::int64_t first_start_ms = std::numeric_limits<std::int64_t>::max();
    std::int64_t close_ms = -1;  ///< below 0: there are none

    void take(const Instance& instance, std::size_t server);
};

/// A task at one level of one class at one site.
struct TaskPlace {
    std::size_t site = 0;
    const Place* place = nullptr;
    double run_s = 0;
    double power_w = 0;
    std::int64_t ready_ms = 0;
};

/// Where tasks may run and what they take there. Whether they fit is left to FitCheck.
class TaskPlaces {
  public:
    explicit TaskPlaces(const Instance& instance);

    /// Calls f(task, TaskPlaces of that task) for every task with runtimes.
    template <class F>
    void for_each_task(F&& f) const {
        const RuntimeTable& r = instance_.runtimes;
        std::vector<TaskPlace> places;
        for (std::size_t row = 0; row < r.size();) {
            const auto task = static_cast<std::size_t>(r.task[row]);
            places.clear();
            const std::optional<Place> pinned = pinned_place(task);
            for (; row < r.size() && static_cast<std::size_t>(r.task[row]) == task;
                 row = times_.end_of_class(row)) {
                add(row, pinned, places);
            }
            f(task, places);
        }
    }

  private:
    [[nodiscard]] std::optional<Place> pinned_place(std::size_t task) const;
    void add(std::size_t row, const std::optional<Place>& pinned,
             std::vector<TaskPlace>& places) const;

    const Instance& instance_;
    TaskTimes times_;
    std::vector<Place> places_;  ///< [class * sites + site]
};

}  // namespace nightwatt
