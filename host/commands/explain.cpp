#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <string>

#include "commands/audited_plan.hpp"
#include "commands/commands.hpp"
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
    std::string json;
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

ElsewhereRow row_of(const char* what, const Alternative& one) {
    return {what,
            one.server,
            one.level,
            static_cast<double>(one.start_ms) / 1000,
            static_cast<double>(one.end_ms) / 1000,
            static_cast<double>(one.cost_change_nano) / nano_per_money};
}

Explanation explain(const Problem& problem, const Plan& plan, std::size_t task,
                    std::size_t servers) {
    const auto j = static_cast<std::uint32_t>(task);
    const ProblemView view = problem.view();
    Alternatives alternatives(problem, plan);
    Explanation explanation;
    explanation.task = task;
    explanation.allowed_servers =
        view.profile_first[view.profile[j] + 1] - view.profile_first[view.profile[j]];
    for (const Alternative& one : alternatives.other_servers(j)) {
        if (explanation.elsewhere.size() == servers) break;
        explanation.elsewhere.push_back(row_of("another server", one));
    }
    for (const Alternative& one : alternatives.other_levels(j)) {
        explanation.elsewhere.push_back(row_of("another level", one));
    }
    if (const auto one = alternatives.other_start(j)) {
        explanation.elsewhere.push_back(row_of("another start", *one));
    }
    if (plan.end_ms[task] > view.tasks[j].deadline_ms) {
        if (const auto one = alternatives.on_time(j)) {
            explanation.on_time = row_of("on time", *one);
        }
    }
    return explanation;
}

void run(const ExplainOptions& options) {
    if (!options.json.empty() && options.json != "-")
        check_outputs({options.json}, {options.instance, options.plan});
    const AuditedPlan audited = read_audited_plan(options.instance, options.plan);
    warn_of_faults(audited, options.plan);
    const std::size_t task = task_named(audited.instance, options.task);
    Problem problem(audited.instance, audited.record.published);
    const DecodedPlan decoded = decode(problem, audited.record.plan);
    problem.set_dispatch(decoded.plan.battery_mw);
    const Explanation explanation =
        explain(problem, decoded.plan, task, static_cast<std::size_t>(options.top));
    if (options.json == "-") {
        fmt::print("{}", explanation_json(audited.instance, audited.record, explanation));
        return;
    }
    if (!options.json.empty()) {
        write_whole_file(options.json,
                         explanation_json(audited.instance, audited.record, explanation));
    }
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
    command->add_option("--json", options->json,
                        "Results as JSON to a file, - for standard output.");
    command->callback([options] { run(*options); });
}

}  // namespace nightwatt
