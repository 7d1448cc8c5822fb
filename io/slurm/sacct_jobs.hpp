#pragma once

#include <map>
#include <string>
#include <vector>

#include "forecast/job_history.hpp"
#include "io/slurm/sacct_table.hpp"

namespace nightwatt {

/// What sacct does not say of its jobs.
struct SacctJobsOptions {
    std::map<std::string, std::string> class_of_node;  ///< empty: classes are unknown
    double idle_w = 0;  ///< of a node: Slurm counts the energy of the whole node
};

/// An accounting as jobs to learn from: those that ran to an end of their own on one node
/// (completed, failed, out of time or memory). The others are counted in the notes. Resources are
/// cpu, memory_mib and gpu, the group is the QOS, as import_slurm() has them.
[[nodiscard]] JobTable jobs_of_sacct(const std::vector<SacctRow>& rows,
                                     const SacctJobsOptions& options,
                                     std::vector<std::string>& notes);

}  // namespace nightwatt
