#include <fmt/format.h>

#include <memory>

#include "commands/commands.hpp"
#include "commands/naming_file.hpp"
#include "commands/verified_plan.hpp"
#include "instance/content_hash.hpp"
#include "io/import/schedule_csv.hpp"
#include "io/instance_file.hpp"
#include "io/output_file.hpp"
#include "io/plan_file.hpp"
#include "stopwatch.hpp"

namespace nightwatt {

namespace {

struct ImportPlanOptions {
    std::string instance;
    std::string schedule;
    std::string output;
};

/// A schedule that breaks a constraint is written all the same, with a word about it: it is what
/// was made elsewhere, and `evaluate` names what it breaks.
void run(const ImportPlanOptions& options) {
    const Stopwatch clock;
    check_outputs({options.output}, {options.instance, options.schedule});
    const Instance instance = read_instance(options.instance);
    const Problem problem = naming_file(options.instance, [&] { return Problem(instance); });
    const DecodedPlan decoded =
        decode_dispatched(problem, import_schedule(options.schedule, instance));
    const Audit verdict = verify(instance, decoded);

    PlanRecord record;
    record.plan = decoded.plan;
    record.account = verdict.account;
    if (verdict.violations.empty()) record.account.totals.cost = exact_cost(decoded);
    record.allowed_difference = verdict.allowed_difference;
    record.provenance.made_by = "import-plan";
    record.provenance.backend = "cpu";
    record.provenance.instance_hash = content_hash(instance);
    record.provenance.stopped_by = "schedule read";
    record.provenance.seconds = clock.seconds();
    write_plan(options.output, record, instance);
    fmt::print("{} tasks on {} servers, cost {:.6f} {}, {} late; written to {}\n",
               instance.tasks.size(), record.account.totals.servers_used,
               record.account.totals.cost, instance.currency, record.account.totals.late_tasks,
               options.output);
    if (!verdict.violations.empty()) {
        fmt::print("It breaks {} constraints; `nightwatt evaluate` names them.\n",
                   verdict.violations.size());
    }
}

}  // namespace

void add_import_plan_command(CLI::App& program) {
    CLI::App* command =
        program.add_subcommand("import-plan", "Read a schedule made elsewhere and date its tasks.");
    const auto options = std::make_shared<ImportPlanOptions>();
    command->add_option("instance", options->instance, "Instance file.")->required();
    command
        ->add_option(
            "schedule", options->schedule,
            "CSV with the columns task, server, order [, level, hold], or an hcsp .sol: the "
            "server number of each task.")
        ->required();
    command->add_option("-o,--output", options->output, "Plan file to write.")->required();
    command->callback([options] { run(*options); });
}

}  // namespace nightwatt
