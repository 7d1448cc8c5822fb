#include <cmath>
#include <optional>

#include "instance/check_parts.hpp"
#include "instance/fit_check.hpp"
#include "instance/in_quotes.hpp"

namespace nightwatt {

namespace {

bool is_time(double seconds) {
    return seconds >= 0 && seconds <= max_time_s;
}

/// Whether what decides where a task fits lies in its range; else that is the problem to name.
bool can_be_judged(const Instance& instance, std::size_t j, std::size_t first, std::size_t last) {
    const TaskTable& tasks = instance.tasks;
    const double sensitivity = tasks.frequency_sensitivity[j];
    const double pin_s = tasks.pin_start_s[j];
    bool sound = first < last && is_time(tasks.release_s[j]) &&
                 (std::isnan(pin_s) || is_time(pin_s)) && sensitivity >= 0 && sensitivity <= 1 &&
                 std::isfinite(tasks.input_bytes[j]) && tasks.input_bytes[j] >= 0;
    for (std::size_t row = first; row < last; ++row) {
        const double run_s = instance.runtimes.runtime_s[row];
        sound = sound && run_s > 0 && run_s <= max_run_s;
    }
    return sound;
}

}  // namespace

void check_fit(const Instance& instance, CheckProblems& problems) {
    if (!problems.none_of({"horizon_s", "slot_s", "/servers/class_index", "/servers/site",
                           "/servers/open_s", "/servers/close_s", "/servers/wake_s", "/links/",
                           "/levels/", "order of /levels", "slow level", "/tasks/input_site",
                           "/tasks/pin_server", "/runtimes/task", "/runtimes/class_index",
                           "/runtimes/level", "order of /runtimes", "levels of /runtimes"})) {
        return;
    }
    const FitCheck check(instance);
    const auto& task_of_row = instance.runtimes.task;
    std::size_t first = 0;
    for (std::size_t j = 0; j < instance.tasks.size(); ++j) {
        std::size_t last = first;
        while (last < task_of_row.size() && task_of_row[last] == static_cast<std::int32_t>(j))
            ++last;
        const bool judged = can_be_judged(instance, j, first, last);
        if (const auto miss = judged ? check.misfit(j, first, last) : std::nullopt) {
            problems.add("tasks that fit no server", "/tasks[{}] {}: fits no server: {}", j,
                         in_quotes(instance.tasks.id[j]), *miss);
        }
        first = last;
    }
}

}  // namespace nightwatt
