#include <fmt/format.h>

#include <memory>

#include "commands/commands.hpp"
#include "commands/forecast_run.hpp"
#include "commands/settings_options.hpp"
#include "config/program_parameters.hpp"
#include "errors.hpp"
#include "instance/check.hpp"
#include "io/instance_file.hpp"
#include "io/output_file.hpp"

namespace nightwatt {

namespace {

struct ForecastOptions {
    std::string instance;
    std::string output;
    std::string json;
    SettingsOptions settings;
};

constexpr Shorthand forecast_shorthands[] = {
    {"--history", "forecast.history", "History file."},
    {"--backend", "forecast.backend", "auto, cpu or cuda."},
    {"--threads", "forecast.threads", "CPU threads."},
};

void run(const ForecastOptions& options) {
    const ForecastParameters parameters =
        read_program_parameters(options.settings.config, options.settings.overrides()).forecast;
    if (parameters.history.empty()) {
        throw UsageError("forecast: no history is named; --history or forecast.history does");
    }
    std::vector<std::string> outputs{options.output};
    if (!options.json.empty() && options.json != "-") outputs.push_back(options.json);
    check_outputs(outputs, {options.instance, parameters.history, options.settings.config});
    const Instance instance = read_instance(options.instance);
    const NightForecast forecast = run_forecast(instance, parameters);
    if (std::vector<std::string> problems = check(forecast.sites.instance); !problems.empty()) {
        throw InputError(std::move(problems));
    }
    write_instance(options.output, forecast.sites.instance);
    if (options.json == "-") {
        fmt::print("{}", forecast_json(forecast));
        return;
    }
    if (!options.json.empty()) write_whole_file(options.json, forecast_json(forecast));
    fmt::print("{}written to {}\n", forecast_text(forecast), options.output);
}

}  // namespace

void add_forecast_command(CLI::App& program) {
    CLI::App* command = program.add_subcommand(
        "forecast", "Fill the coming night of an instance with forecasts from a history.");
    const auto options = std::make_shared<ForecastOptions>();
    command->add_option("--instance", options->instance, "Instance file.")->required();
    command->add_option("-o,--output", options->output, "Instance file to write.")->required();
    add_settings(*command, options->settings, forecast_shorthands);
    command->add_option("--json", options->json,
                        "What was forecast as JSON to a file, - for standard output.");
    command->callback([options] { run(*options); });
}

}  // namespace nightwatt
