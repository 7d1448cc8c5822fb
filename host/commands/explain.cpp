#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "commands/audited_plan.hpp"
#include "commands/commands.hpp"
#include "commands/json_option.hpp"
#include "commands/money.hpp"
#include "commands/option_checks.hpp"
#include "config/nearest_name.hpp"
#include "errors.hpp"
#include "explain/alternatives.hpp"
#include "instance/in_quotes.hpp"
#include "io/output_file.hpp"
#include "io/report/explanation.hpp"
#include "problem/decode.hpp"

namespace nightwatt {

namespace {

struct ExplainOptions {
    std::string instance;
    std::string plan;
    std::string task;
    JsonOption json;
    std::int64_t top = 5;
};

std::size_t task_named(const Instance& instance, const std::string& id) {
    const std::vector<std::string>& ids = instance.tasks.id;
    const auto found = std::find(ids.begin(), ids.end(), id);
    if (found == ids.end()) {
        throw UsageError(fmt::format("--task: the instance has no task {}{}", in_quotes(id),
                                     suggestion(id, ids)));
    }
    return static_cast<std::size_t>(found - ids.begin());
}

/// Rows of one task, priced with batteries that do what is cheapest for each.
class Rows {
  public:
    Rows(const Problem& problem, const DecodedPlan& now, std::uint32_t task)
        : problem_(problem), now_(now), task_(task) {}

    [[nodiscard]] ElsewhereRow row(const char* what, const Alternative& one) const {
        const std::int64_t change_nano = dispatched_change_nano(problem_, now_, task_, one);
        return {what,
                one.server,
                one.level,
                static_cast<double>(one.start_ms) / 1000,
                static_cast<double>(one.end_ms) / 1000,
                money(change_nano)};
    }
    /// The first `most`, the cheapest first.
    [[nodiscard]] std::vector<ElsewhereRow> rows(const char* what,
                                                 const std::vector<Alternative>& all,
                                                 std::size_t most) const {
        std::vector<ElsewhereRow> rows;
        for (const Alternative& one : all) {
            if (rows.size() == most) break;
            rows.push_back(row(what, one));
        }
        std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
            return a.cost_change < b.cost_change;
        });
        return rows;
    }

  private:
    const Problem& problem_;
    const DecodedPlan& now_;
    const std::uint32_t task_;
};

Explanation explain(const Problem& problem, const DecodedPlan& now, std::size_t task,
                    std::size_t servers) {
    const auto j = static_cast<std::uint32_t>(task);
    const ProblemView view = problem.view();
    const Rows found(problem, now, j);
    Alternatives alternatives(problem, now.plan);
    Explanation explanation;
    explanation.task = task;
    explanation.allowed_servers = allowed_servers(view, j).count;
    std::vector<ElsewhereRow>& elsewhere = explanation.elsewhere;
    elsewhere = found.rows("another server", alternatives.other_servers(j), servers);
    const std::vector<Alternative> levels = alternatives.other_levels(j);
    for (ElsewhereRow& row : found.rows("another level", levels, levels.size())) {
        elsewhere.push_back(std::move(row));
    }
    if (const auto one = alternatives.other_start(j)) {
        elsewhere.push_back(found.row("another start", *one));
    }
    if (now.plan.end_ms[task] > view.tasks[j].deadline_ms) {
        if (const auto one = alternatives.on_time(j)) {
            explanation.on_time = found.row("on time", *one);
        }
    }
    return explanation;
}

void run(const ExplainOptions& options) {
    check_outputs(options.json.files(), {options.instance, options.plan});
    const AuditedPlan audited = read_audited_plan(options.instance, options.plan);
    warn_of_faults(audited, options.plan);
    const std::size_t task = task_named(audited.instance, options.task);
    Problem problem(audited.instance, audited.record.published);
    const DecodedPlan now = decode_dispatched(problem, audited.record.plan);
    problem.set_dispatch(now.plan.battery_mw);
    const Explanation explanation =
        explain(problem, now, task, static_cast<std::size_t>(options.top));
    if (options.json.is_given()) {
        options.json.write(explanation_json(audited.instance, audited.record, explanation));
    }
    if (options.json.to_stdout()) return;
    fmt::print("{}", explanation_text(audited.instance, audited.record, explanation));
}

}  // namespace

void add_explain_command(CLI::App& program) {
    CLI::App* command = program.add_subcommand(
        "explain", "Say why a task runs where, when and how it does, and what else would cost.");
    const auto options = std::make_shared<ExplainOptions>();
    command->add_option("instance", options->instance, "Instance file.")->required();
    command->add_option("plan", options->plan, "Plan file.")->required();
    command->add_option("--task", options->task, "Id of the task.")->required();
    command->add_option("--top", options->top, "Most other servers to show, the cheapest first.")
        ->check(between(std::int64_t{0}, std::int64_t{1'000'000}));
    options->json.add(*command);
    command->callback([options] { run(*options); });
}

}  // namespace nightwatt
