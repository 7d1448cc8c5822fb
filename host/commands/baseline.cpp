#include <fmt/format.h>

#include <memory>

#include "commands/commands.hpp"
#include "commands/naming_file.hpp"
#include "commands/verified_plan.hpp"
#include "instance/content_hash.hpp"
#include "io/instance_file.hpp"
#include "io/output_file.hpp"
#include "io/plan_file.hpp"
#include "rules/rule.hpp"
#include "stopwatch.hpp"

namespace nightwatt {

namespace {

struct BaselineOptions {
    std::string instance;
    std::string rule;
    std::string output;
};

void run(const BaselineOptions& options) {
    const Stopwatch clock;
    const Rule& rule = rule_named(options.rule);
    check_outputs({options.output}, {options.instance});
    const Instance instance = read_instance(options.instance);
    const Problem problem = naming_file(options.instance, [&] { return Problem(instance); });
    const DecodedPlan decoded = decode_dispatched(problem, rule.construct(problem, {}));
    const Audit verdict = verify_feasible(instance, decoded);

    PlanRecord record;
    record.plan = decoded.plan;
    record.account = verdict.account;
    record.account.totals.cost = exact_cost(decoded);
    record.allowed_difference = verdict.allowed_difference;
    record.provenance.made_by = fmt::format("baseline {}", rule.name);
    record.provenance.backend = "cpu";
    record.provenance.instance_hash = content_hash(instance);
    record.provenance.stopped_by = "rules done";
    record.provenance.seconds = clock.seconds();
    write_plan(options.output, record, instance);
    fmt::print("{}: cost {:.6f} {}, {} late tasks; written to {}\n", rule.name,
               record.account.totals.cost, instance.currency, record.account.totals.late_tasks,
               options.output);
}

}  // namespace

void add_baseline_command(CLI::App& program) {
    CLI::App* command =
        program.add_subcommand("baseline", "Plan by one constructive rule, for comparison.");
    const auto options = std::make_shared<BaselineOptions>();
    std::string names;
    for (const Rule& rule : rules()) names += fmt::format("\n  {}: {}", rule.name, rule.help);
    command->add_option("instance", options->instance, "Instance file.")->required();
    command->add_option("--rule", options->rule, "One of:" + names)->required();
    command->add_option("-o,--output", options->output, "Plan file to write.")->required();
    command->callback([options] { run(*options); });
}

}  // namespace nightwatt
