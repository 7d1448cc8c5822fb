#include <fmt/format.h>

#include <memory>

#include "commands/commands.hpp"
#include "commands/option_checks.hpp"
#include "commands/slurm_moment.hpp"
#include "io/import/text_file.hpp"
#include "io/instance_file.hpp"
#include "io/output_file.hpp"
#include "io/plan_file.hpp"
#include "io/slurm/reconciliation.hpp"

namespace nightwatt {

namespace {

struct ReconcileOptions {
    std::string plan;
    std::string instance;
    std::string sacct;
    std::string begin;
    std::string csv;
    std::int64_t tolerance_s = 60;
};

void run(const ReconcileOptions& options) {
    if (!options.csv.empty()) {
        check_outputs({options.csv}, {options.plan, options.instance, options.sacct});
    }
    const Instance instance = read_instance(options.instance);
    const PlanRecord record = read_plan(options.plan, instance);
    const std::int64_t zero_s = time_zero_s(options.begin, instance);
    const Reconciliation result =
        reconcile(instance, record, parse_sacct(read_text(options.sacct), options.sacct), zero_s,
                  options.tolerance_s);
    if (!options.csv.empty()) {
        write_whole_file(options.csv, reconciliation_csv(result, instance, record, zero_s));
    }
    fmt::print("{}", reconciliation_text(result, instance));
}

}  // namespace

void add_reconcile_command(CLI::App& program) {
    CLI::App* command = program.add_subcommand(
        "reconcile", "Compare a plan with what Slurm's accounting says became of it.");
    const auto options = std::make_shared<ReconcileOptions>();
    command->add_option("plan", options->plan, "Plan file.")->required();
    command->add_option("--instance", options->instance, "Instance file of the plan.")->required();
    command
        ->add_option(
            "--sacct", options->sacct,
            "What SLURM_TIME_FORMAT=%s sacct -P -a -S TIME --format=JobID,JobName,"
            "NodeList,State,Start,End,ConsumedEnergyRaw printed, or with more columns; TIME: "
            "before the night.")
        ->required();
    command->add_option("--begin", options->begin,
                        "Moment of the plan's time 0, as it was given to export slurm.");
    command
        ->add_option("--tolerance", options->tolerance_s,
                     "Seconds by which a task may start or end late and still be as planned.")
        ->transform(in_unit("s"))
        ->check(between(0, 1'000'000))
        ->capture_default_str();
    command->add_option("--csv", options->csv, "One line a task, to this file.");
    command->callback([options] { run(*options); });
}

}  // namespace nightwatt
