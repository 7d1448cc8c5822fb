#include <fmt/format.h>

#include <memory>
#include <string>

#include "commands/ablation_run.hpp"
#include "commands/commands.hpp"
#include "commands/forecast_run.hpp"
#include "commands/json_option.hpp"
#include "commands/settings_options.hpp"
#include "config/program_parameters.hpp"
#include "io/instance_file.hpp"
#include "io/output_file.hpp"
#include "log.hpp"
#include "signals.hpp"

namespace nightwatt {

namespace {

struct AblateOptions {
    std::string instance;
    JsonOption json;
    SettingsOptions settings;
};

constexpr Shorthand ablate_shorthands[] = {
    {"--seed", "search.seed", "Seed of all random numbers."},
    {"--generations", "search.generations", "Generations of each search; 20 where it is 0."},
    {"--algorithm", "search.algorithm", "genetic, swarm, hybrid, lp or rules."},
    {"--backend", "search.backend", "auto, cpu or cuda."},
    {"--threads", "search.threads", "CPU threads."},
};

/// Levers are compared at equal work: a clock would measure the machine.
SearchParameters by_work(SearchParameters parameters) {
    constexpr std::int64_t default_generations = 20;
    if (parameters.time_limit_s > 0) {
        log_info("search.time_limit_s is not used: searches end by their generations");
    }
    if (parameters.change_penalty > 0) {
        log_info("replan.change_penalty is not used: no plan was published");
    }
    parameters.time_limit_s = 0;
    if (parameters.generations == 0) parameters.generations = default_generations;
    parameters.change_penalty = 0;
    return parameters;
}

void run(const AblateOptions& options) {
    catch_stop_signals();
    check_outputs(options.json.files(), {options.instance, options.settings.config});
    const ProgramParameters parameters =
        read_program_parameters(options.settings.config, options.settings.overrides());
    const Instance instance = read_instance(options.instance);
    require_currency(parameters, instance);
    require_forecast(parameters.forecast, instance, "ablate");
    const Ablation ablation = run_ablation(instance, by_work(parameters.search));
    if (options.json.is_given()) options.json.write(ablation_json(ablation));
    if (!options.json.to_stdout()) fmt::print("{}", ablation_text(ablation));
}

}  // namespace

void add_ablate_command(CLI::App& program) {
    CLI::App* command = program.add_subcommand(
        "ablate", "Weigh the levers: what each saves alone, and what is lost without it.");
    const auto options = std::make_shared<AblateOptions>();
    command->add_option("instance", options->instance, "Instance file.")->required();
    add_settings(*command, options->settings, ablate_shorthands);
    options->json.add(*command);
    command->callback([options] { run(*options); });
}

}  // namespace nightwatt
