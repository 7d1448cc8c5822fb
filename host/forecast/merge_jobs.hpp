#pragma once

#include <cstddef>

#include "forecast/job_history.hpp"

namespace nightwatt {

/// What merge_jobs() did with each job.
struct JobMerge {
    std::size_t added = 0;
    std::size_t known = 0;     ///< were there already, and stay as they are
    std::size_t replaced = 0;  ///< were there with another record; the new one stands now
};

/// Adds the jobs of a later file, no two of one id, to those of a history. A job is told by its id
/// and its submission, as Slurm's accounting tells it: lists that overlap may be added one after
/// another. Another job of an id that is taken (numbers that began anew, a job that was queued
/// again) is added as "id run 2", or the next number that is free.
JobMerge merge_jobs(JobTable& jobs, const JobTable& later);

}  // namespace nightwatt
