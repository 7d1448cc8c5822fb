#include "io/slurm/slurm_export.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <numeric>

#include "errors.hpp"
#include "instance/in_quotes.hpp"
#include "io/slurm/admin_scripts.hpp"
#include "io/slurm/array_scripts.hpp"
#include "io/slurm/shell_text.hpp"
#include "io/slurm/submit_script.hpp"

namespace nightwatt {

namespace {

/// Problems of one kind are cut after so many.
constexpr std::size_t shown_problems = 20;

bool is_job_id(std::string_view id) {
    const auto number = [](std::string_view digits) {
        return !digits.empty() && digits.size() < 19 &&
               std::all_of(digits.begin(), digits.end(),
                           [](char c) { return c >= '0' && c <= '9'; });
    };
    const std::size_t bar = id.find('_');
    return number(id.substr(0, bar)) &&
           (bar == std::string_view::npos || number(id.substr(bar + 1)));
}

void check_ids(const Instance& instance, const SlurmExport& settings) {
    std::vector<std::string> problems;
    for (const std::string& id : instance.servers.id) {
        if (is_slurm_name(id) || problems.size() >= shown_problems) continue;
        problems.push_back(
            fmt::format("server {}: is no name that a Slurm node can have", in_quotes(id)));
    }
    for (const std::string& id : instance.tasks.id) {
        if (!settings.queued || is_job_id(id) || is_slurm_hold(id) ||
            problems.size() >= shown_problems)
            continue;
        problems.push_back(fmt::format(
            "task {}: is no job id; --queued is for instances of `import slurm`", in_quotes(id)));
    }
    if (!problems.empty()) throw InputError(std::move(problems));
}

/// scontrol update has no word for frequencies.
void check_levels(const Instance& instance, const Plan& plan) {
    const auto slow = [](std::int32_t level) { return level > 0; };
    const auto number = std::count_if(plan.level.begin(), plan.level.end(), slow);
    if (number == 0) return;
    const auto first = std::find_if(plan.level.begin(), plan.level.end(), slow);
    throw UsageError(fmt::format(
        "--queued: the plan slows down {} tasks, first {}, and Slurm cannot set the frequency of "
        "jobs "
        "in the queue: take levels out of [[class]], import the queue and plan again",
        number,
        in_quotes(instance.tasks.id[static_cast<std::size_t>(first - plan.level.begin())])));
}

/// Rank of every task by start, from 0: Slurm's Nice, so that what is late does not overtake.
std::vector<std::size_t> ranks(const Plan& plan) {
    std::vector<std::size_t> order(plan.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return plan.start_ms[a] != plan.start_ms[b] ? plan.start_ms[a] < plan.start_ms[b]
                                                    : plan.position[a] < plan.position[b];
    });
    std::vector<std::size_t> rank(plan.size());
    for (std::size_t k = 0; k < order.size(); ++k) rank[order[k]] = k;
    return rank;
}

/// Slurm knows whole seconds: a start is never early.
std::int64_t start_s(const Plan& plan, std::size_t row, const SlurmExport& settings) {
    return settings.time_zero_s + (plan.start_ms[row] + 999) / 1000;
}

std::string place(const Instance& instance, const Plan& plan, std::size_t row, std::size_t rank,
                  const SlurmExport& settings) {
    return fmt::format("{}\t{}\t{}\n", start_s(plan, row, settings),
                       instance.servers.id[static_cast<std::size_t>(plan.server[row])], rank);
}

std::vector<SlurmFile> new_jobs(const Instance& instance, const Plan& plan,
                                const SlurmExport& settings) {
    const std::vector<std::size_t> rank = ranks(plan);
    std::vector<SlurmFile> scripts;
    std::string placement;
    for (const TaskArray& array : task_arrays(instance, plan, settings)) {
        scripts.push_back({script_name(array), script_text(array, instance, plan, settings)});
        for (const std::size_t row : array.rows) {
            placement += fmt::format("{}\t{}\t", script_name(array), row - array.first_row) +
                         place(instance, plan, row, rank[row], settings);
        }
    }
    std::vector<SlurmFile> files = {{"placement.tsv", std::move(placement)}};
    files.insert(files.end(), std::make_move_iterator(scripts.begin()),
                 std::make_move_iterator(scripts.end()));
    return files;
}

std::vector<SlurmFile> queued_jobs(const Instance& instance, const Plan& plan,
                                   const SlurmExport& settings) {
    const std::vector<std::size_t> rank = ranks(plan);
    std::string placement;
    for (std::size_t row = 0; row < plan.size(); ++row) {
        if (is_slurm_hold(instance.tasks.id[row])) continue;
        placement +=
            instance.tasks.id[row] + "\t" + place(instance, plan, row, rank[row], settings);
    }
    return {{"placement.tsv", std::move(placement)}};
}

}  // namespace

std::vector<SlurmFile> slurm_files(const Instance& instance, const Plan& plan,
                                   const SlurmExport& settings) {
    check_ids(instance, settings);
    if (settings.queued) check_levels(instance, plan);
    std::vector<SlurmFile> files = settings.queued ? queued_jobs(instance, plan, settings)
                                                   : new_jobs(instance, plan, settings);
    if (settings.admin) {
        for (SlurmFile& file : admin_scripts(instance, plan, settings)) {
            files.push_back(std::move(file));
        }
    }
    files.push_back({"submit.sh",
                     std::string(settings.queued ? submit_queued_script : submit_arrays_script),
                     true});
    return files;
}

bool is_slurm_hold(std::string_view task_id) {
    const std::size_t at = task_id.find('@');
    return at != std::string_view::npos && is_job_id(task_id.substr(0, at)) &&
           is_slurm_name(task_id.substr(at + 1));
}

}  // namespace nightwatt
