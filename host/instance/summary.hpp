#pragma once

#include <string>

#include "instance/instance.hpp"

namespace nightwatt {

/// What `nightwatt validate` prints about a sound instance: sizes and notes; power, runtime and
/// energy of every class by level; load against capacity; limits and charges; deadlines that no
/// plan can meet; rates by site. For instances that check() found sound.
[[nodiscard]] std::string summary(const Instance& instance);

/// A deadline that would be missed even if the task had its best server to itself.
struct LateTask {
    std::size_t task = 0;
    double earliest_end_s = 0;
    double lateness_s = 0;
    double cost = 0;
};

/// All of them, the costliest first, then the latest, then by row.
[[nodiscard]] std::vector<LateTask> unavoidably_late(const Instance& instance);

/// A class at one level, over the tasks that may run there, each weighted by its runtime.
struct LevelFigures {
    double relative_runtime = 1;  ///< to level 0, of the same tasks
    double task_power_w = 0;      ///< mean dynamic power of a running task
    double idle_share_w = 0;  ///< of the server's idle power, by the task's largest resource share
    double relative_energy = 1;  ///< dynamic and idle share for the same work, relative to level 0
    bool used = false;           ///< false: no task may run at this level
};

/// [class][level]
[[nodiscard]] std::vector<std::vector<LevelFigures>> level_figures(const Instance& instance);

/// Resource-hours of one class and resource over the night.
struct ClassLoad {
    double offered_h = 0;    ///< capacity times window, summed over servers
    double only_here_h = 0;  ///< of tasks that no other class may run, at top frequency
    double may_here_h = 0;   ///< of all tasks that may run here
};

/// [class][resource]
[[nodiscard]] std::vector<std::vector<ClassLoad>> class_loads(const Instance& instance);

/// [resource]: resource-hours needed if every task ran where it takes the least of them.
[[nodiscard]] std::vector<double> least_hours(const Instance& instance);

}  // namespace nightwatt
