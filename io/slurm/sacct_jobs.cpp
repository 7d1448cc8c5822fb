#include "io/slurm/sacct_jobs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "instance/check_parts.hpp"
#include "instance/columns.hpp"
#include "io/slurm/slurm_tables.hpp"

namespace nightwatt {

namespace {

bool ended_by_itself(const std::string& state) {
    return state == "COMPLETED" || state == "FAILED" || state == "TIMEOUT" ||
           state == "OUT_OF_MEMORY";
}

/// Why a job is left out; empty: it is not.
std::string unfit(const SacctRow& row, const SacctJobsOptions& options) {
    if (!ended_by_itself(row.state)) return "that are " + row.state;
    if (row.start_s <= 0 || row.end_s <= row.start_s) return "without a runtime";
    if (row.start_s < row.submit_s) return "that started before they were submitted";
    if (row.node.find_first_of("[,") != std::string::npos) return "on several nodes";
    if (!options.class_of_node.empty() && !options.class_of_node.contains(row.node)) {
        return "on nodes that are not in the list of nodes";
    }
    return "";
}

}  // namespace

JobTable jobs_of_sacct(const std::vector<SacctRow>& rows, const SacctJobsOptions& options,
                       std::vector<std::string>& notes) {
    JobTable jobs;
    jobs.resources = {"cpu", "memory_mib", "gpu"};
    jobs.need.resize(jobs.resources.size());
    std::map<std::string, std::size_t> left_out;
    std::unordered_map<std::string, std::size_t> runs;
    std::size_t measured = 0;
    std::size_t voids = 0;
    for (const SacctRow& row : rows) {
        if (const std::string why = unfit(row, options); !why.empty()) {
            ++left_out[why];
            continue;
        }
        // A job that was requeued stands there once a run.
        const std::size_t run = ++runs[row.job_id];
        const auto runtime_s = static_cast<double>(row.end_s - row.start_s);
        const double energy_j = row.energy_j - options.idle_w * runtime_s;
        // A counter that failed or wrapped says more than any server takes.
        const bool beyond = row.energy_j > max_power_w * runtime_s;
        const bool known = !beyond && row.energy_j > 0 && energy_j > 0;
        measured += known ? 1 : 0;
        voids += beyond || (row.energy_void && !known) ? 1 : 0;
        jobs.id.push_back(run == 1 ? row.job_id : fmt::format("{} run {}", row.job_id, run));
        jobs.submit_s.push_back(static_cast<double>(row.submit_s > 0 ? row.submit_s : row.start_s));
        jobs.end_s.push_back(static_cast<double>(row.end_s));
        jobs.runtime_s.push_back(runtime_s);
        jobs.requested_s.push_back(row.limit_s > 0 ? static_cast<double>(row.limit_s) : none);
        jobs.energy_j.push_back(known ? energy_j : none);
        jobs.user.push_back(row.user);
        jobs.name.push_back(row.job_name);
        jobs.group.push_back(row.qos);
        const auto found = options.class_of_node.find(row.node);
        jobs.class_id.push_back(found == options.class_of_node.end() ? "" : found->second);
        jobs.input_bytes.push_back(none);
        jobs.work.push_back(none);
        const SlurmTres tres = parse_slurm_tres(row.tres);
        jobs.need[0].push_back(static_cast<double>(tres.cpus));
        jobs.need[1].push_back(static_cast<double>(tres.memory_mib));
        jobs.need[2].push_back(static_cast<double>(tres.gpus));
    }
    notes.push_back(
        fmt::format("Jobs: {} of a Slurm accounting, {} with their energy; an idle node "
                    "is taken to draw {} W.",
                    jobs.size(), measured, options.idle_w));
    if (voids > 0) {
        notes.push_back(
            fmt::format("Energy of {} jobs is taken as not measured: the accounting has "
                        "no value there, or more than {} W.",
                        voids, max_power_w));
    }
    for (const auto& [why, number] : left_out) {
        notes.push_back(fmt::format("Left out: {} jobs {}.", number, why));
    }
    return jobs;
}

}  // namespace nightwatt
