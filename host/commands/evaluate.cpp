#include <fmt/format.h>

#include <memory>
#include <string>
#include <vector>

#include "commands/audited_plan.hpp"
#include "commands/commands.hpp"
#include "errors.hpp"
#include "io/output_file.hpp"
#include "io/report/plan_json.hpp"
#include "io/report/plan_text.hpp"
#include "io/report/text_table.hpp"

namespace nightwatt {

namespace {

struct EvaluateOptions {
    std::string instance;
    std::string plan;
    std::string json;
};

void run(const EvaluateOptions& options) {
    if (!options.json.empty() && options.json != "-")
        check_outputs({options.json}, {options.instance, options.plan});
    const AuditedPlan audited = read_audited_plan(options.instance, options.plan);
    if (!options.json.empty()) {
        write_plan_json(options.json, audited.instance, audited.record, audited.violations);
    }
    if (options.json != "-") {
        fmt::print("{}{}", cost_text(audited.instance, audited.record),
                   wrapped_text(audited.allowed_reason));
    }
    if (!audited.violations.empty()) {
        std::vector<std::string> problems;
        for (const std::string& violation : audited.violations) {
            problems.push_back(fmt::format("{}: {}", options.plan, violation));
        }
        throw InfeasibleError(problems);
    }
    if (!audited.disagreement.empty()) throw InputError(audited.disagreement);
    if (options.json != "-") fmt::print("  Every constraint is kept.\n");
}

}  // namespace

void add_evaluate_command(CLI::App& program) {
    CLI::App* command = program.add_subcommand(
        "evaluate", "Recompute a plan from the physical input and check every constraint.");
    const auto options = std::make_shared<EvaluateOptions>();
    command->add_option("instance", options->instance, "Instance file.")->required();
    command->add_option("plan", options->plan, "Plan file.")->required();
    command->add_option("--json", options->json,
                        "Results as JSON to a file, - for standard output.");
    command->callback([options] { run(*options); });
}

}  // namespace nightwatt
