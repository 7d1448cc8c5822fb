#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "commands/audited_plan.hpp"
#include "commands/commands.hpp"
#include "commands/json_option.hpp"
#include "commands/scenario_run.hpp"
#include "errors.hpp"
#include "forecast/forecast_parameters.hpp"
#include "io/front_file.hpp"
#include "io/import/text_file.hpp"
#include "io/output_file.hpp"
#include "io/report/html/page.hpp"
#include "io/report/plan_json.hpp"
#include "io/report/plan_text.hpp"

namespace nightwatt {

namespace {

struct ReportOptions {
    std::string instance;
    std::string plan;
    JsonOption json;
    std::string page;
    std::string front;
    std::string ablation;
    std::optional<std::int64_t> top;
};

void write_page(const ReportOptions& options, const AuditedPlan& audited,
                const ScenarioRange& scenarios) {
    PageContent content{
        .instance = audited.instance, .record = audited.record, .violations = audited.violations};
    content.scenarios = scenarios;
    if (options.top) content.top = static_cast<std::size_t>(*options.top);
    if (!options.front.empty()) content.front = read_front_summary(options.front, audited.instance);
    if (!options.ablation.empty()) {
        content.ablation =
            ablation_of(read_text(options.ablation), options.ablation, audited.instance);
    }
    write_whole_file(options.page, page_text(content));
}

void run(const ReportOptions& options) {
    if (options.top && *options.top < 0)
        throw UsageError(fmt::format("--top {}: allowed is a whole number from 0", *options.top));
    std::vector<std::string> outputs = options.json.files();
    if (!options.page.empty()) outputs.push_back(options.page);
    check_outputs(outputs, {options.instance, options.plan, options.front, options.ablation});
    const AuditedPlan audited = read_audited_plan(options.instance, options.plan);
    warn_of_faults(audited, options.plan);
    const ScenarioRange scenarios =
        scenarios_of(audited.instance, audited.record, ForecastParameters());
    const auto top = static_cast<std::size_t>(options.top.value_or(10));
    if (options.json.is_given()) {
        options.json.write(
            plan_json_text(audited.instance, audited.record, audited.violations, scenarios, top));
    }
    if (!options.page.empty()) {
        write_page(options, audited, scenarios);
        if (!options.json.to_stdout()) fmt::print("report written to {}\n", options.page);
    } else if (!options.json.to_stdout()) {
        fmt::print("{}", report_text(audited.instance, audited.record, top, scenarios,
                                     audited.violations));
    }
}

}  // namespace

void add_report_command(CLI::App& program) {
    CLI::App* command = program.add_subcommand(
        "report", "Show what a plan costs, against the baselines, by site and hour.");
    const auto options = std::make_shared<ReportOptions>();
    command->add_option("instance", options->instance, "Instance file.")->required();
    command->add_option("plan", options->plan, "Plan file.")->required();
    command->add_option("-o,--output", options->page,
                        "Report as one HTML file with charts, instead of the text.");
    command
        ->add_option("--front", options->front,
                     "A front that `pareto` wrote for the instance, for the page of -o.")
        ->needs("--output");
    command
        ->add_option("--ablation", options->ablation,
                     "What `ablate --json` wrote for the instance, for the page of -o.")
        ->needs("--output");
    options->json.add(*command);
    command->add_option(
        "--top", options->top,
        "How many late tasks to show; 10 in the text and JSON and 200 on the page, if not set.");
    command->callback([options] { run(*options); });
}

}  // namespace nightwatt
