#pragma once

#include <cstdint>
#include <optional>

namespace nightwatt {

/// What Slurm says about the job that this process runs in, by the variables SLURM_*. Nothing is
/// set outside of a job.
struct SlurmJob {
    std::optional<std::int64_t> end_time_s;  ///< Unix time at which the job's time limit ends it
    std::optional<std::int64_t> cpus;        ///< of this task, or of the job on this node
    std::optional<std::int64_t> memory_mib;  ///< of the job on this node
    std::int64_t restarts = 0;               ///< how often the job was requeued
};

[[nodiscard]] SlurmJob slurm_job();

}  // namespace nightwatt
