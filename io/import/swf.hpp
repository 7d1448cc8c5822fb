#pragma once

#include <string>

#include "io/import/trace_tasks.hpp"

namespace nightwatt {

/// Tasks of a trace in the Standard Workload Format (Feitelson's archive): 18 numbers a line, -1
/// for unknown, comments after ';'. Resource "cpu" is the processors a job held, or where that is
/// unknown those it asked for; the service class is the queue, user and executable are named too.
/// Skipped, and counted in the notes: jobs without a positive runtime, jobs without processors, and
/// the partial executions (status 2, 3, 4) that repeat a job given on a line of its own. Jobs that
/// were cancelled while they ran (status 5) are work that a machine had to carry; of how long such
/// a job takes they tell nothing.
enum class CancelledJobs { Kept, Skipped };
[[nodiscard]] TraceTasks import_swf(const std::string& path,
                                    CancelledJobs cancelled = CancelledJobs::Kept);

}  // namespace nightwatt
