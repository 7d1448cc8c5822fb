#include <fmt/format.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "commands/choice_option.hpp"
#include "commands/commands.hpp"
#include "commands/forecast_run.hpp"
#include "commands/front_plans.hpp"
#include "commands/option_checks.hpp"
#include "commands/pareto_run.hpp"
#include "commands/settings_options.hpp"
#include "config/program_parameters.hpp"
#include "io/instance_file.hpp"
#include "io/output_file.hpp"
#include "io/report/text_table.hpp"
#include "signals.hpp"

namespace nightwatt {

namespace {

struct ParetoOptions {
    std::string instance;
    std::string output;
    std::string csv;
    std::string plans;
    FrontRequest request;
    SettingsOptions settings;
};

constexpr Shorthand pareto_shorthands[] = {
    {"--seed", "search.seed", "Seed of all random numbers."},
    {"--time-limit", "search.time_limit_s", "Seconds for the whole front."},
    {"--generations", "search.generations", "Generations of each run: exactly repeatable."},
    {"--algorithm", "search.algorithm", "genetic, swarm, hybrid, lp or rules."},
    {"--backend", "search.backend", "auto, cpu or cuda."},
    {"--threads", "search.threads", "CPU threads."},
};

void show(const ParetoOptions& options, const FrontRecord& front, const Instance& instance) {
    const bool weighs_tardiness = options.request.objectives == FrontObjectives::EnergyTardiness;
    const std::string other = weighs_tardiness ? "tardiness " + instance.currency : "makespan s";
    TextTable table({{"point"}, {other}, {"energy " + instance.currency}});
    for (std::size_t point = 0; point < front.rows.size(); ++point) {
        const FrontRow& row = front.rows[point];
        table.add({fmt::format("{}", point),
                   fmt::format("{:.6g}", weighs_tardiness ? row.tardiness_cost : row.makespan_s),
                   fmt::format("{:.6g}", row.energy)});
    }
    fmt::print("{}", table.text());
    fmt::print("hypervolume {:.6g} up to ({:.6g}, {:.6g}); {} runs, {:.1f} s, stopped by {}\n",
               front.hypervolume, front.reference_other, front.reference_energy, front.runs,
               front.seconds, front.stopped_by);
    fmt::print("front written to {}\n", options.output);
}

void run(const ParetoOptions& options) {
    catch_stop_signals();
    std::vector<std::string> outputs{options.output};
    if (!options.csv.empty()) outputs.push_back(options.csv);
    if (!options.plans.empty()) {
        for (std::string& point : prepare_front_plans(options.plans, outputs)) {
            outputs.push_back(std::move(point));
        }
    }
    check_outputs(outputs, {options.instance, options.settings.config});
    const ProgramParameters parameters =
        read_program_parameters(options.settings.config, options.settings.overrides());
    const Instance instance = read_instance(options.instance);
    require_currency(parameters, instance);
    require_forecast(parameters.forecast, instance, "pareto");
    const FrontRecord front = run_pareto(instance, parameters.search, options.request);
    write_front(options.output, front, instance);
    if (!options.csv.empty()) write_whole_file(options.csv, front_csv(front, instance));
    if (!options.plans.empty()) write_front_plans(options.plans, front, instance);
    show(options, front, instance);
}

}  // namespace

void add_pareto_command(CLI::App& program) {
    CLI::App* command = program.add_subcommand(
        "pareto", "Find the plans between which only a price could decide: two objectives.");
    const auto options = std::make_shared<ParetoOptions>();
    command->add_option("instance", options->instance, "Instance file.")->required();
    command->add_option("-o,--output", options->output, "Front file to write.")->required();
    command->add_option("--csv", options->csv, "The points as CSV.");
    command->add_option(
        "--plans", options->plans,
        "Folder for one plan file a point; points of an earlier front there are replaced.");
    add_choice<FrontObjectives>(*command, "--objectives", options->request.objectives,
                                {{"energy-tardiness", FrontObjectives::EnergyTardiness},
                                 {"energy-makespan", FrontObjectives::EnergyMakespan}},
                                "energy-tardiness (default) or energy-makespan.");
    command
        ->add_option("--points", options->request.runs,
                     "Searches at most; each aims at one point and may find more.")
        ->check(between(std::int64_t{1}, std::int64_t{1'000'000}));
    add_settings(*command, options->settings, pareto_shorthands);
    command->callback([options] { run(*options); });
}

}  // namespace nightwatt
