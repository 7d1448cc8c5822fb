#pragma once

#include <string>

#include "forecast/job_history.hpp"

namespace nightwatt {

/// Jobs that ended, with Unix times. Each throws InputError with every malformed row.

/// A trace in the Standard Workload Format; jobs as import_swf() takes them, less those that were
/// cancelled. Without UnixStartTime
/// in its comments, time 0 is 1970-01-01.
[[nodiscard]] JobTable read_swf_jobs(const std::string& path, std::vector<std::string>& notes);

/// One row a job, the columns of /jobs in a history file, and need_RESOURCE. Needed are id,
/// submit_s, end_s and runtime_s; a moment is Unix seconds or written as 2023-07-04T18:00:00Z.
[[nodiscard]] JobTable read_jobs_csv(const std::string& path);

}  // namespace nightwatt
