#pragma once

#include <string>
#include <vector>

#include "forecast/forecast_parameters.hpp"
#include "forecast/job_history.hpp"
#include "forecast/job_model.hpp"
#include "instance/instance.hpp"

namespace nightwatt {

/// What became of one quantity of an instance's tasks.
struct TaskQuantityForecast {
    JobModelReport model;
    std::size_t filled = 0;  ///< rows of /runtimes
    std::size_t kept = 0;
    std::size_t nameless = 0;  ///< tasks whose rows were kept: nothing tells them from others
    std::vector<std::string> unseen_classes;  ///< whose rows were kept
    std::vector<std::string> seen_classes;    ///< that the history's jobs ran on
    std::vector<std::string> shortened;       ///< tasks that would not have fitted the night

    [[nodiscard]] bool used() const { return filled > 0; }
    /// On which classes no job ran, and on which jobs did: a name may be spelt otherwise.
    [[nodiscard]] std::string unseen_text() const;
};

/// An instance's runtimes and powers as its history of jobs lets one expect them.
struct TaskForecast {
    TaskQuantityForecast runtime;
    TaskQuantityForecast power;
    bool asked = false;  ///< there were jobs to learn from, and tasks
};

/// Predicts each task's runtime and dynamic power on each class from jobs that ended before
/// `night_s` (the instance's epoch, in the history's time), and puts them into `instance`:
///
/// - a row of a class that the history knows gets the prediction for that class, other levels in
///   their old proportion;
/// - a history that names no classes speaks of the class on which a task runs longest, and the
///   rows of the others keep their proportion to that one;
/// - a row of a class that the history does not know stays, as do pinned tasks that run already,
/// and
///   tasks of which nothing is known that tells them from others (JobModel::tells_apart);
/// - no runtime is above what was asked for;
/// - a task that would fit no server in the night is planned with the longest runtime that does;
/// - /runtime_spreads has what may happen on the class on which a task is planned with the longest
///   runtime; a task that keeps any of its rows has no spread, since factors hold for all of them.
///
/// Runtimes are `runtime_quantile`s of what may happen, or means where that is 0; powers are means.
/// All are rounded to three digits, so that another machine's rounding errors do not reach a plan,
/// but for those that end at a limit: what was asked for, or what fits the night.
/// Where what users asked for was the better guess on held-out jobs, everything stays as it is, and
/// the report says so.
[[nodiscard]] TaskForecast forecast_tasks(Instance& instance, const JobTable& jobs, double night_s,
                                          const ForecastParameters& parameters);

}  // namespace nightwatt
