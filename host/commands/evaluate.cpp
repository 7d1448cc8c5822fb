#include <fmt/format.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "commands/audited_plan.hpp"
#include "commands/commands.hpp"
#include "commands/json_option.hpp"
#include "errors.hpp"
#include "instance/columns.hpp"
#include "io/instance_file.hpp"
#include "io/output_file.hpp"
#include "io/report/plan_json.hpp"
#include "io/report/plan_text.hpp"
#include "io/report/text_table.hpp"
#include "problem/carried_out.hpp"
#include "referee/referee.hpp"

namespace nightwatt {

namespace {

struct EvaluateOptions {
    std::string instance;
    std::string plan;
    std::string happened;
    JsonOption json;
};

/// Runtimes and powers of what happened; whether any is another. Where a task may run is for the
/// plan's instance to say.
bool take_runtimes(Instance& instance, const Instance& happened) {
    const RuntimeTable& old = instance.runtimes;
    const RuntimeTable& now = happened.runtimes;
    const bool same_rows = instance.tasks.id == happened.tasks.id && old.task == now.task &&
                           old.class_index == now.class_index && old.level == now.level;
    if (!same_rows || instance.classes.id != happened.classes.id) {
        throw InputError(
            "what happened has other tasks, classes or rows of /runtimes than the plan");
    }
    const bool other = old.runtime_s != now.runtime_s;
    instance.runtimes = now;
    return other;
}

/// Renewable energy at hand, in kWh: all of the night as it was planned, and of the slots after it,
/// which late tasks alone need, no more than was used.
double renewable_at_hand_kwh(const Instance& prolonged, const Account& account,
                             std::size_t planned_slots) {
    double watts = 0;
    for (std::size_t row = 0; row != account.site_slots.size(); ++row) {
        const bool planned = row % prolonged.slots() < planned_slots;
        watts += planned ? prolonged.series.renewable_w[row] : account.site_slots[row].renewable_w;
    }
    return watts / 1e3 * prolonged.slot_s / 3600;
}

/// The plan under the prices, weather and power that there really were: what was forecast gives way
/// to what another instance of the same sites and slots holds.
void settle(const EvaluateOptions& options, AuditedPlan& audited) {
    Instance& instance = audited.instance;
    Instance happened = read_instance(options.happened);
    if (happened.sites.id != instance.sites.id || happened.slot_s != instance.slot_s ||
        happened.epoch != instance.epoch || happened.series.size() != instance.series.size() ||
        happened.currency != instance.currency) {
        throw InputError(fmt::format("{}: has other sites, slots, epoch or currency than {}",
                                     options.happened, options.instance));
    }
    if (happened.carbon_kind != instance.carbon_kind) {
        throw InputError(fmt::format(
            "{}: has {} carbon intensity, but {} {}: the two kinds are never mixed (carbon_kind)",
            options.happened, happened.carbon_kind, options.instance, instance.carbon_kind));
    }
    const double expected = audited.record.account.totals.cost;
    instance.series = std::move(happened.series);
    instance.spreads = {};
    instance.runtime_spreads = {};
    const std::size_t planned_slots = instance.slots();
    const bool other_runtimes = take_runtimes(instance, happened);
    if (other_runtimes) {
        std::vector<double> close_s = instance.servers.close_s;
        instance = prolonged_night(instance);
        audited.record.plan = carried_out(instance, audited.record.plan);
        instance.servers.close_s = std::move(close_s);  // the referee says what ended after it
    }
    Audit found =
        audit(instance, audited.record.plan, audited.record.published, SeriesKind::Happened);
    audited.record.account = std::move(found.account);
    if (other_runtimes) {
        audited.record.account.totals.renewable_available_kwh =
            renewable_at_hand_kwh(instance, audited.record.account, planned_slots);
    }
    audited.record.allowed_difference = found.allowed_difference;
    audited.record.lower_bound = none;  // it was proven for the forecast
    audited.record.baselines.clear();
    audited.violations = std::move(found.violations);
    audited.allowed_reason =
        fmt::format("Priced by the series of {}; expected were {:.6f} {}.{}", options.happened,
                    expected, instance.currency,
                    other_runtimes ? " Tasks run as long as they do there, each after "
                                     "those before it, none before its planned start."
                                   : "");
}

void run(const EvaluateOptions& options) {
    check_outputs(options.json.files(), {options.instance, options.plan, options.happened});
    AuditedPlan audited = read_audited_plan(options.instance, options.plan);
    if (!options.happened.empty()) settle(options, audited);
    if (options.json.is_given()) {
        options.json.write(plan_json_text(audited.instance, audited.record, audited.violations));
    }
    if (!options.json.to_stdout()) {
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
    if (!options.json.to_stdout()) fmt::print("  Every constraint is kept.\n");
}

}  // namespace

void add_evaluate_command(CLI::App& program) {
    CLI::App* command = program.add_subcommand(
        "evaluate", "Recompute a plan from the physical input and check every constraint.");
    const auto options = std::make_shared<EvaluateOptions>();
    command->add_option("instance", options->instance, "Instance file.")->required();
    command->add_option("plan", options->plan, "Plan file.")->required();
    command->add_option("--happened", options->happened,
                        "An instance with what really happened: its series price the plan, its "
                        "runtimes carry it out, instead of those that the plan was made for.");
    options->json.add(*command);
    command->callback([options] { run(*options); });
}

}  // namespace nightwatt
