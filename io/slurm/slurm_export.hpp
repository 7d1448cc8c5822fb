#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "instance/instance.hpp"
#include "instance/plan.hpp"

namespace nightwatt {

/// What a plan does not say and Slurm must be told.
struct SlurmExport {
    std::int64_t time_zero_s = 0;  ///< Unix time of the plan's time 0
    bool queued = false;  ///< tasks are jobs in the queue: their ids are job ids; as import_slurm()
                          ///< names them
    std::string runner;   ///< program that runs a task by its name
    std::map<std::string, std::string> commands;  ///< [task]: bash command; instead of `runner`
    std::string partition;  ///< empty: the cluster's default, as for the others
    std::string account;
    std::string qos;
    std::map<std::string, std::string> resources;  ///< [resource]: option, stronger than its name
    std::map<std::string, std::int64_t> cpu_top_khz;  ///< [class]: frequency is set where given
    std::map<std::string, std::int64_t> gpu_top_mhz;  ///< [class]
    double time_factor = 1.5;                         ///< time limit / planned runtime
    std::int64_t array_size = 1000;                   ///< at most MaxArraySize of the cluster
    bool admin = false;  ///< scripts for sleep windows and reservations
};

/// One file to write.
struct SlurmFile {
    std::string name;
    std::string text;
    bool executable = false;
};

/// A plan as files for Slurm, in the order in which they are written: placement.tsv marks a folder
/// as an export, submit.sh as a whole one.
///
///   placement.tsv      script, index, start (Unix time), node, rank by start; or job id instead of
///                      script and index
///   array-R-N.sbatch   like tasks of the rows R, R + 1, ... of the plan; array index = row - R
///   sleep.sh, reserve.sh   with `admin`
///   submit.sh          hands all of it to Slurm, once, whatever happens in between
///
/// Throws InputError or UsageError with every problem: ids that are no node names or job ids,
/// resources that Slurm has no option for, tasks without a command, and jobs in the queue at a
/// lower frequency than the top one, which nobody can give them.
[[nodiscard]] std::vector<SlurmFile> slurm_files(const Instance& instance, const Plan& plan,
                                                 const SlurmExport& settings);

/// Whether a task is what a job that runs on several nodes holds of one of them, "17@n3": nothing
/// to start.
[[nodiscard]] bool is_slurm_hold(std::string_view task_id);

}  // namespace nightwatt
