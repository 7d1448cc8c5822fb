#include <fmt/format.h>

#include <memory>

#include "commands/choice_option.hpp"
#include "commands/commands.hpp"
#include "commands/option_checks.hpp"
#include "generate/etc.hpp"
#include "generate/night.hpp"
#include "io/import/hcsp.hpp"
#include "io/instance_file.hpp"
#include "io/output_file.hpp"

namespace nightwatt {

namespace {

void say_what_was_written(const Instance& instance, const std::string& path) {
    fmt::print("{} tasks, {} servers, {:.4g} h; written to {}\n", instance.tasks.size(),
               instance.servers.size(), instance.horizon_s / 3600, path);
}

struct NightOptions {
    NightRecipe recipe;
    std::string output;
};

void generate(const NightOptions& options) {
    check_outputs({options.output}, {});
    const Instance night = generate_night(options.recipe);
    write_instance(options.output, night);
    for (const std::string& note : night.notes) fmt::print("{}\n", note);
    say_what_was_written(night, options.output);
}

void add_night(CLI::App& generators) {
    CLI::App* command = generators.add_subcommand(
        "night",
        "A night of batch work on CPU, GPU and FPGA servers, drawn from documented "
        "distributions.");
    const auto options = std::make_shared<NightOptions>();
    NightRecipe& recipe = options->recipe;
    command->add_option("--tasks", recipe.tasks, "Number of tasks.")->required();
    command->add_option("--servers", recipe.servers, "Number of servers.")->required();
    command->add_option("--seed", recipe.seed, "Seed: the same night on every machine.")
        ->required();
    command->add_option("--hours", recipe.hours, "Length of the night.")
        ->transform(in_unit("h"))
        ->capture_default_str();
    command->add_option("--slot-minutes", recipe.slot_minutes, "Length of a slot.")
        ->transform(in_unit("min"))
        ->capture_default_str();
    add_choice(
        *command, "--arrivals", recipe.arrivals,
        {{"dusk", Arrivals::Dusk}, {"night", Arrivals::Night}},
        "dusk: in the first quarter of the night (default); night: in the first two thirds.");
    add_choice(*command, "--deadlines", recipe.deadlines,
               {{"none", DeadlineKind::None},
                {"loose", DeadlineKind::Loose},
                {"tight", DeadlineKind::Tight}},
               "none, loose (default) or tight.");
    command->add_option("--load", recipe.load,
                        "Demand by capacity of the scarcest resource over the whole night; default "
                        "0.6, or as much as the tasks can make.");
    command
        ->add_option("--classes", recipe.classes,
                     "Some of cpu, gpu, fpga (default), cpu-low, gpu-old, gpu-new, separated by "
                     "commas; each has a server.")
        ->delimiter(',')
        ->transform([](const std::string& name) { return CLI::detail::trim_copy(name); }, "");
    command->add_option("--sites", recipe.sites, "Number of sites.")->capture_default_str();
    command->add_flag("--centre", recipe.centre,
                      "The last site has most of the servers; data lie at the others, the edge.");
    add_choice(*command, "--cooling", recipe.cooling,
               {{"chilled", CoolingKind::Chilled}, {"warm-aisle", CoolingKind::WarmAisle}},
               "chilled (default) or warm-aisle.");
    command->add_flag_callback(
        "--no-renewable", [options] { options->recipe.renewable = false; },
        "No solar power: what a server costs depends on itself alone.");
    command
        ->add_option("--battery-hours", recipe.battery_hours,
                     "Every site has a battery that gives its full power for so long; 0: none.")
        ->transform(in_unit("h"))
        ->capture_default_str();
    command
        ->add_option("--battery-share", recipe.battery_share,
                     "The battery's power by the full power of the site's servers.")
        ->capture_default_str()
        ->needs("--battery-hours");
    command->add_option("-o,--output", options->output, "Instance file to write.")->required();
    command->callback([options] { generate(*options); });
}

struct EtcOptions {
    EtcParameters parameters;
    std::string output;
    std::string text;
};

void generate(const EtcOptions& options) {
    std::vector<std::string> outputs{options.output};
    if (!options.text.empty()) outputs.push_back(options.text);
    check_outputs(outputs, {});
    const std::string text = generate_etc(options.parameters);
    Instance instance = import_hcsp_text(etc_name(options.parameters), text);
    instance.notes = {describe(options.parameters)};
    if (!options.text.empty()) write_whole_file(options.text, text);
    write_instance(options.output, instance);
    say_what_was_written(instance, options.output);
}

void add_etc(CLI::App& generators) {
    CLI::App* command = generators.add_subcommand(
        "etc", "A makespan benchmark from a random matrix of expected times to compute.");
    const auto options = std::make_shared<EtcOptions>();
    EtcParameters& parameters = options->parameters;
    command->add_option("--tasks", parameters.tasks, "Number of tasks.")->required();
    command->add_option("--servers", parameters.servers, "Number of servers.")->required();
    command->add_option("--seed", parameters.seed, "Seed of drand48.")->required();
    command->add_option("--task-range", parameters.task_range, "Spread of the tasks.")
        ->capture_default_str();
    command->add_option("--machine-range", parameters.machine_range, "Spread of the servers.")
        ->capture_default_str();
    add_choice(*command, "--consistency", parameters.consistency,
               {{"c", Consistency::Consistent},
                {"s", Consistency::SemiConsistent},
                {"i", Consistency::Inconsistent}},
               "c: the same servers are fast for all tasks; s: for every other task; i: for none "
               "(default).");
    command->add_option("--text", options->text, "Write the matrix as text to this file, too.");
    command->add_option("-o,--output", options->output, "Instance file to write.")->required();
    command->callback([options] { generate(*options); });
}

}  // namespace

void add_generate_command(CLI::App& program) {
    CLI::App* command = program.add_subcommand("generate", "Make an instance.");
    command->require_subcommand(1);
    add_night(*command);
    add_etc(*command);
}

}  // namespace nightwatt
