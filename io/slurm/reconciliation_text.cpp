#include <fmt/format.h>

#include <array>
#include <cmath>

#include "instance/in_quotes.hpp"
#include "io/import/utc_time.hpp"
#include "io/report/short_name.hpp"
#include "io/report/text_table.hpp"
#include "io/slurm/reconciliation.hpp"

namespace nightwatt {

namespace {

constexpr std::array<const char*, 8> outcome_names = {"as planned", "early",   "late",   "longer",
                                                      "elsewhere",  "running", "failed", "missing"};
constexpr std::size_t shown_tasks = 20;

std::string factor(double value) {
    return value > 0 ? fmt::format("{:.3f}", value) : "-";
}

std::string table(const char* what, const std::vector<ReconciledSum>& sums) {
    TextTable lines({{what, TextTable::Side::Left},
                     {"tasks"},
                     {"ran"},
                     {"start error s"},
                     {"runtime factor"},
                     {"energy factor"}});
    for (const ReconciledSum& sum : sums) {
        if (sum.tasks == 0) continue;
        lines.add({sum.name, std::to_string(sum.tasks), std::to_string(sum.ran),
                   fmt::format("{:.1f}", sum.mean_start_error_s), factor(sum.runtime_factor),
                   factor(sum.energy_factor)});
    }
    return lines.text() + "\n";
}

std::string field(const std::string& text) {
    std::string quoted = "\"";
    for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + "\"";
}

}  // namespace

std::string reconciliation_text(const Reconciliation& result, const Instance& instance) {
    std::array<std::int64_t, outcome_names.size()> counts{};
    for (const ReconciledTask& task : result.tasks)
        ++counts[static_cast<std::size_t>(task.outcome)];
    std::string text =
        fmt::format("{} tasks were planned, {} ran", result.all.tasks, result.all.ran);
    for (std::size_t k = 0; k < counts.size(); ++k) {
        if (counts[k] > 0) text += fmt::format("; {} {}", counts[k], outcome_names[k]);
    }
    text += fmt::format(
        "\nmean start error {:.2f} s, largest {} s; {} tasks ran twice; {} overtook one planned "
        "earlier\n\n",
        result.all.mean_start_error_s, result.largest_start_error_s, result.twice,
        result.overtakings);
    if (result.other_night_s) {
        text += fmt::format(
            "The file has no job of this night, but of the same plan from {}: say by --begin if "
            "that is meant\n\n",
            moment_text(*result.other_night_s));
    }
    text +=
        "For the next night: runtimes and energy, actual / planned (measured energy includes the "
        "node's idle power)\n";
    text += table("class", result.classes) + table("site", result.sites) +
            table("server", result.servers);
    std::size_t shown = 0;
    for (const ReconciledTask& task : result.tasks) {
        if (task.outcome == Outcome::AsPlanned) continue;
        if (++shown > shown_tasks) continue;
        if (shown == 1) text += "What slipped, and why\n";
        const std::string& id = instance.tasks.id[task.row];
        text += fmt::format("  {}: {:+} s: {}\n", short_name(printable(id, id.size()), 48),
                            task.start_error_s, task.why);
    }
    if (shown > shown_tasks) text += fmt::format("  and {} more: see --csv\n", shown - shown_tasks);
    return text;
}

std::string reconciliation_csv(const Reconciliation& result, const Instance& instance,
                               const PlanRecord& record, std::int64_t time_zero_s) {
    const Plan& plan = record.plan;
    std::string text =
        "id,planned_server,node,outcome,state,runs,planned_start_unix_s,start_error_s,planned_run_"
        "s,"
        "run_s,energy_j,why\n";
    for (const ReconciledTask& task : result.tasks) {
        text += fmt::format(
            "{},{},{},{},{},{},{},{},{},{},{},{}\n", field(instance.tasks.id[task.row]),
            instance.servers.id[static_cast<std::size_t>(plan.server[task.row])], field(task.node),
            outcome_names[static_cast<std::size_t>(task.outcome)], field(task.state), task.runs,
            time_zero_s + (plan.start_ms[task.row] + 999) / 1000, task.start_error_s,
            static_cast<double>(plan.end_ms[task.row] - plan.start_ms[task.row]) / 1000, task.run_s,
            task.energy_j > 0 ? fmt::format("{}", task.energy_j) : "", field(task.why));
    }
    return text;
}

}  // namespace nightwatt
