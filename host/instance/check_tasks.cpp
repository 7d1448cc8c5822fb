#include <algorithm>
#include <array>
#include <cmath>

#include "instance/check_parts.hpp"
#include "instance/class_levels.hpp"
#include "instance/in_quotes.hpp"
#include "instance/tables.hpp"

namespace nightwatt {

namespace {

void check_each_task(const Instance& instance, CheckProblems& problems) {
    const TaskTable& tasks = instance.tasks;
    for (std::size_t j = 0; j < tasks.size(); ++j) {
        // Below 0 they are out of range by themselves.
        if (tasks.deadline_s[j] >= 0 && tasks.deadline_s[j] < tasks.release_s[j]) {
            problems.add("deadline", "{}: is {} s, before the release at {} s",
                         value_place("tasks", "deadline_s", j, tasks.id), tasks.deadline_s[j],
                         tasks.release_s[j]);
        }
        if (tasks.pin_start_s[j] >= 0 && tasks.pin_start_s[j] < tasks.release_s[j]) {
            problems.add("pinned start", "{}: is {} s, before the release at {} s",
                         value_place("tasks", "pin_start_s", j, tasks.id), tasks.pin_start_s[j],
                         tasks.release_s[j]);
        }
        if (tasks.pin_level[j] < -1) {
            problems.add("pinned level", "{}: is {}; must be a level, or -1",
                         value_place("tasks", "pin_level", j, tasks.id), tasks.pin_level[j]);
        }
        const bool needs =
            std::any_of(tasks.need.begin(), tasks.need.end(),
                        [j](const std::vector<std::uint32_t>& column) { return column[j] > 0; });
        if (!needs) {
            problems.add("need",
                         "/tasks[{}] {}: needs no resource; at least one of {} must be above 0", j,
                         in_quotes(tasks.id[j]), fmt::join(instance.resources, ", "));
        }
    }
}

std::string runtime_place(const Instance& instance, std::string_view column, std::size_t row) {
    const auto j = static_cast<std::size_t>(instance.runtimes.task[row]);
    return fmt::format("{} of task {}", value_place("runtimes", column, row),
                       in_quotes(instance.tasks.id[j]));
}

void check_runtime_order(const Instance& instance, CheckProblems& problems) {
    const RuntimeTable& r = instance.runtimes;
    for (std::size_t row = 1; row < r.size(); ++row) {
        const std::array before{r.task[row - 1], r.class_index[row - 1], r.level[row - 1]};
        const std::array here{r.task[row], r.class_index[row], r.level[row]};
        if (before > here) {
            problems.add("order of /runtimes",
                         "{}: rows must be sorted by task, class and level; (task {}, class {}, "
                         "level {}) follows ({}, {}, {})",
                         value_place("runtimes", "task", row), here[0], here[1], here[2], before[0],
                         before[1], before[2]);
        } else if (before == here) {
            problems.add(
                "order of /runtimes", "{}: class {} and level {} stand in an earlier row already",
                runtime_place(instance, "class_index", row),
                in_quotes(instance.classes.id[static_cast<std::size_t>(here[1])]), here[2]);
        } else if (before[0] == here[0] && before[1] == here[1] && before[2] == -1) {
            problems.add("levels of /runtimes",
                         "{}: rows of one task and class either all name a level or there is only "
                         "one, with level -1",
                         runtime_place(instance, "level", row));
        }
    }
}

void check_runtime_values(const Instance& instance, CheckProblems& problems) {
    const RuntimeTable& r = instance.runtimes;
    const ClassLevels levels(instance);
    for (std::size_t row = 0; row < r.size(); ++row) {
        const auto k = static_cast<std::size_t>(r.class_index[row]);
        const auto count = static_cast<std::int32_t>(levels.count(k));
        if (r.level[row] < -1 || r.level[row] >= count) {
            problems.add("/runtimes/level", "{}: is {}; class {} has the levels 0 to {}, or -1",
                         runtime_place(instance, "level", row), r.level[row],
                         in_quotes(instance.classes.id[k]), count - 1);
        }
        if (r.runtime_s[row] > 0 && r.runtime_s[row] < 0.0005) {
            problems.add("short runtime",
                         "{}: is {} s, which rounds to no time: milliseconds are counted",
                         runtime_place(instance, "runtime_s", row), r.runtime_s[row]);
        } else if (r.runtime_s[row] > max_run_s && std::isfinite(r.runtime_s[row])) {
            problems.add("long runtime", "{}: is {} s; at most {} s can be held",
                         runtime_place(instance, "runtime_s", row), r.runtime_s[row], max_run_s);
        }
        if (r.power_w[row] > max_power_w && std::isfinite(r.power_w[row])) {
            problems.add("/runtimes/power_w", "{}: is {} W; at most {} W can be held",
                         runtime_place(instance, "power_w", row), r.power_w[row], max_power_w);
        }
    }
}

/// Tables that stand row by row beside /tasks, if they are there.
void check_rows_beside(const Instance& instance, CheckProblems& problems) {
    const std::pair<const char*, std::size_t> tables[] = {
        {"requests", instance.requests.size()},
        {"runtime_spreads", instance.runtime_spreads.size()}};
    for (const auto& [name, rows] : tables) {
        if (rows == 0 || rows == instance.tasks.size()) continue;
        problems.add("rows beside /tasks",
                     "/{}: has {} rows, but stands row by row beside the {} of /tasks", name, rows,
                     instance.tasks.size());
    }
}

void check_every_task_has_rows(const Instance& instance, CheckProblems& problems) {
    std::vector<bool> has_row(instance.tasks.size(), false);
    for (const std::int32_t j : instance.runtimes.task) has_row[static_cast<std::size_t>(j)] = true;
    for (std::size_t j = 0; j < has_row.size(); ++j) {
        if (has_row[j]) continue;
        problems.add("no runtime",
                     "/tasks[{}] {}: has no row in /runtimes, so no server may run it", j,
                     in_quotes(instance.tasks.id[j]));
    }
}

}  // namespace

void check_tasks(const Instance& instance, CheckProblems& problems) {
    check_each_task(instance, problems);
    check_rows_beside(instance, problems);
    if (!problems.none_of({"/runtimes/task", "/runtimes/class_index"})) return;
    check_runtime_order(instance, problems);
    check_every_task_has_rows(instance, problems);
    // Levels can only be counted where their table is in order.
    if (!problems.none_of({"/levels/class_index"})) return;
    if (std::is_sorted(instance.levels.class_index.begin(), instance.levels.class_index.end())) {
        check_runtime_values(instance, problems);
    }
}

}  // namespace nightwatt
