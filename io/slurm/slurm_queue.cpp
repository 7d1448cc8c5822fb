#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "errors.hpp"
#include "instance/in_quotes.hpp"
#include "io/slurm/slurm_json.hpp"
#include "io/slurm/slurm_request.hpp"
#include "io/slurm/slurm_tables.hpp"

namespace nightwatt {

namespace {

using Json = nlohmann::json;

/// A text for a column of the instance, which holds no control characters and is not endless.
std::string column_text(const Json& job, const char* field) {
    constexpr std::size_t most_bytes = 200;
    return printable(slurm_text(job, field), most_bytes);
}

bool has_any(const std::vector<std::string>& words, std::initializer_list<const char*> some) {
    return std::find_first_of(words.begin(), words.end(), some.begin(), some.end()) != words.end();
}

/// Older versions say one word, newer ones all: ["RUNNING", "COMPLETING"]. A job that is
/// COMPLETING alone is gone within seconds.
SlurmPhase phase_of(const std::vector<std::string>& state) {
    if (has_any(state, {"RUNNING", "SUSPENDED", "CONFIGURING", "STOPPED", "RESIZING", "SIGNALING",
                        "POWER_UP_NODE"})) {
        return SlurmPhase::Runs;
    }
    return has_any(state, {"PENDING", "REQUEUE_HOLD", "SPECIAL_EXIT"}) ? SlurmPhase::Waits
                                                                       : SlurmPhase::Over;
}

/// An infinite one is above all numbers.
std::int64_t priority(const Json& job) {
    if (slurm_part(job, "priority").value("infinite", false)) return INT64_MAX;
    return slurm_number(job, "priority");
}

/// By when the limit ends a job that runs. Slurm's own end takes pauses into account; how long one
/// that is suspended will take nobody knows.
std::int64_t ends_s(const Json& job, const SlurmJobRow& row,
                    const std::vector<std::string>& state) {
    if (row.limit_s <= 0 || has_any(state, {"SUSPENDED"})) return 0;
    return std::max(row.start_s + row.limit_s, slurm_number(job, "end_time"));
}

SlurmJobRow job_row(const Json& job) {
    SlurmJobRow row;
    row.id = std::to_string(slurm_number(job, "job_id"));
    row.user = column_text(job, "user_name");
    row.name = column_text(job, "name");
    const std::vector<std::string> state = slurm_words(slurm_state(job, "job_state"), "+");
    row.phase = phase_of(state);
    const std::string reason = slurm_text(job, "state_reason");
    row.on_hold = reason.starts_with("JobHeld") || reason.starts_with("JobHold") ||
                  has_any(state, {"REQUEUE_HOLD", "SPECIAL_EXIT"});
    row.partitions = slurm_words(slurm_text(job, "partition"), ",");
    row.qos = column_text(job, "qos");
    row.comment = slurm_text(job, "comment");
    row.features = slurm_text(job, "features");
    row.dependency = slurm_text(job, "dependency");
    row.node_count = slurm_number(job, "node_count");
    row.priority = priority(job);
    row.eligible_s = slurm_number(job, "eligible_time");
    row.start_s = slurm_number(job, "start_time");
    row.deadline_s = slurm_number(job, "deadline");
    row.limit_s = 60 * slurm_number(job, "time_limit");
    read_slurm_request(job, row);
    if (row.phase == SlurmPhase::Runs) {
        row.ends_s = ends_s(job, row, state);
        row.holds = slurm_shares(job, row);
    }
    return row;
}

/// Elements that take turns: their starts depend on each other in a way that no plan can promise.
void mark_throttled(std::vector<SlurmJobRow>& rows) {
    std::unordered_map<std::int64_t, std::int64_t> elements;
    for (const SlurmJobRow& row : rows) {
        if (row.phase != SlurmPhase::Over) ++elements[row.array];
    }
    for (SlurmJobRow& row : rows) {
        if (row.array > 0 && row.most_at_once > 0 && row.most_at_once < elements[row.array]) {
            row.beyond = "of arrays that limit how many run at once";
        }
    }
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
        row.array = array;
        row.most_at_once = slurm_number(job, "array_max_tasks");
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
    mark_throttled(rows);
    return rows;
}

}  // namespace nightwatt
