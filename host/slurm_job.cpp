#include "slurm_job.hpp"

#include <algorithm>
#include <cstdlib>

#include "config/read_number.hpp"

namespace nightwatt {

namespace {

/// A variable that holds a whole number from 0 on. Anything else counts as not set: it comes from
/// the machine, not from the user.
std::optional<std::int64_t> number(const char* variable) {
    const char* const text = std::getenv(variable);
    if (text == nullptr) return std::nullopt;
    const auto value = read_number<std::int64_t>(text);
    return value >= 0 ? value : std::nullopt;
}

}  // namespace

SlurmJob slurm_job() {
    SlurmJob job;
    if (!number("SLURM_JOB_ID")) return job;
    job.end_time_s = number("SLURM_JOB_END_TIME");
    job.restarts = number("SLURM_RESTART_COUNT").value_or(0);
    job.cpus = number("SLURM_CPUS_PER_TASK");
    if (!job.cpus) job.cpus = number("SLURM_CPUS_ON_NODE");
    if (job.cpus) job.cpus = std::max<std::int64_t>(1, *job.cpus);
    job.memory_mib = number("SLURM_MEM_PER_NODE");
    const std::optional<std::int64_t> per_cpu = number("SLURM_MEM_PER_CPU");
    const std::optional<std::int64_t> on_node = number("SLURM_CPUS_ON_NODE");
    if (!job.memory_mib && per_cpu && on_node) job.memory_mib = *per_cpu * *on_node;
    // Slurm writes 0 where a job may use all of a node's memory.
    if (job.memory_mib == 0) job.memory_mib.reset();
    return job;
}

}  // namespace nightwatt
