#include <fmt/format.h>

#include <memory>

#include "commands/commands.hpp"
#include "commands/forecast_run.hpp"
#include "commands/json_option.hpp"
#include "commands/settings_options.hpp"
#include "config/program_parameters.hpp"
#include "errors.hpp"
#include "io/instance_file.hpp"
#include "io/output_file.hpp"

namespace nightwatt {

namespace {

struct ForecastOptions {
    std::string instance;
    std::string output;
    JsonOption json;
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
    check_outputs(options.json.files({options.output}),
                  {options.instance, parameters.history, options.settings.config});
    const Instance instance = read_instance(options.instance);
    const NightForecast forecast = run_forecast(instance, parameters);
    write_instance(options.output, forecast.sites.instance);
    if (options.json.is_given()) options.json.write(forecast_json(forecast));
    if (options.json.to_stdout()) return;
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
    options->json.add(*command, "What was forecast");
    command->callback([options] { run(*options); });
}

}  // namespace nightwatt
