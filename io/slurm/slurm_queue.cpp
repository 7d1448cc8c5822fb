#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "errors.hpp"
#include "io/slurm/slurm_json.hpp"
#include "io/slurm/slurm_tables.hpp"

namespace nightwatt {

namespace {

using Json = nlohmann::json;

/// "gres:gpu:2", "gpu:a100:2", "gres/gpu=2": the number of GPUs; 0: none.
std::int64_t gpus_in(const std::string& text) {
    std::int64_t gpus = parse_slurm_tres(text).gpus;
    const std::size_t at = text.find("gpu");
    if (gpus > 0 || at == std::string::npos) return gpus;
    const std::size_t end = std::min(text.find_first_of(",(", at), text.size());
    const std::size_t colon = text.find_last_of(":=", end - 1);
    if (colon == std::string::npos || colon < at) return 1;
    return std::max<std::int64_t>(1, std::strtoll(text.c_str() + colon + 1, nullptr, 10));
}

SlurmJobRow job_row(const Json& job) {
    SlurmJobRow row;
    row.id = std::to_string(slurm_number(job, "job_id"));
    row.user = slurm_text(job, "user_name");
    row.name = slurm_text(job, "name");
    row.state = slurm_state(job, "job_state");
    row.reason = slurm_text(job, "state_reason");
    row.partition = slurm_text(job, "partition");
    row.qos = slurm_text(job, "qos");
    row.comment = slurm_text(job, "comment");
    row.features = slurm_text(job, "features");
    row.dependency = slurm_text(job, "dependency");
    row.nodes = slurm_text(job, "nodes");
    row.node_count = slurm_number(job, "node_count");
    row.eligible_s = slurm_number(job, "eligible_time");
    row.start_s = slurm_number(job, "start_time");
    row.deadline_s = slurm_number(job, "deadline");
    row.limit_s = 60 * slurm_number(job, "time_limit");
    const SlurmTres tres = parse_slurm_tres(slurm_text(job, "tres_req_str"));
    row.cpus = tres.cpus > 0 ? tres.cpus : slurm_number(job, "cpus");
    row.memory_mib = tres.memory_mib;
    row.gpus = std::max(tres.gpus, gpus_in(slurm_text(job, "tres_per_node")));
    return row;
}

}  // namespace

std::vector<SlurmJobRow> parse_slurm_queue(const std::string& text, const std::string& path) {
    const Json document = parse_slurm_json(text, path);
    const auto jobs = document.find("jobs");
    if (jobs == document.end() || !jobs->is_array()) {
        throw InputError(fmt::format("{}: has no list of jobs; make it by squeue --json", path));
    }
    std::vector<SlurmJobRow> rows;
    for (const Json& job : *jobs) {
        SlurmJobRow row = job_row(job);
        const std::int64_t array = slurm_number(job, "array_job_id");
        const std::string waiting = slurm_text(job, "array_task_string");
        if (array > 0 && !waiting.empty()) {
            const std::vector<std::int64_t> elements = parse_slurm_ranges(waiting);
            if (elements.empty()) {
                throw InputError(
                    fmt::format("{}: job {}: array_task_string '{}' is no list of "
                                "numbers; squeue cuts long ones: set "
                                "SLURM_BITSTR_LEN=0 before squeue --json",
                                path, array, waiting.substr(0, 60)));
            }
            for (const std::int64_t element : elements) {
                row.id = fmt::format("{}_{}", array, element);
                rows.push_back(row);
            }
            continue;
        }
        if (array > 0) row.id = fmt::format("{}_{}", array, slurm_number(job, "array_task_id"));
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace nightwatt
