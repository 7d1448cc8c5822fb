#pragma once

#include <string>

#include "io/import/trace_tasks.hpp"

namespace nightwatt {

/// What a number in a gaia file's arrival_time and length stands for; the files do not say.
enum class GaiaTime { Seconds, Hours };

/// Tasks of a CSV with the columns arrival_time, length and cpus. Skipped and counted: tasks
/// of no length or without cpus. Tasks are named by their row, from 1. Times are
/// rounded to whole milliseconds.
[[nodiscard]] TraceTasks import_gaia(const std::string& path, GaiaTime time);

}  // namespace nightwatt
