#include <fmt/format.h>

#include <memory>

#include "commands/commands.hpp"
#include "commands/json_option.hpp"
#include "commands/option_checks.hpp"
#include "commands/settings_options.hpp"
#include "config/program_parameters.hpp"
#include "errors.hpp"
#include "forecast/known_series.hpp"
#include "io/backtest_file.hpp"
#include "io/history_file.hpp"
#include "io/output_file.hpp"
#include "io/report/backtest_text.hpp"
#include "log.hpp"

namespace nightwatt {

namespace {

struct BacktestOptions {
    std::string history;
    std::vector<std::string> series;
    std::string protocol = "rolling";
    BacktestSettings rolling;
    bool ols = false;
    bool steps = false;
    std::string output;
    JsonOption json;
    SettingsOptions settings;
    std::vector<CLI::Option*> rolling_options;
};

constexpr Shorthand backtest_shorthands[] = {
    {"--lookback", "forecast.lookback", "Steps to look back."},
    {"--penalty", "forecast.penalty", "Penalty, relative."},
    {"--backend", "forecast.backend", "auto, cpu or cuda."},
    {"--threads", "forecast.threads", "CPU threads."},
};

std::unique_ptr<RidgeBackend> backend_of(const ForecastParameters& parameters) {
    std::string note;
    std::unique_ptr<RidgeBackend> backend =
        create_ridge_backend(parameters.backend, threads_of(parameters), note);
    log_info(fmt::format("backend {} with {} threads{}", backend->name(), threads_of(parameters),
                         note.empty() ? "" : fmt::format(" ({})", note)));
    return backend;
}

void run_protocol(const BacktestOptions& options, const History& history,
                  const ForecastParameters& parameters) {
    std::vector<std::string> problems;
    for (const CLI::Option* option : options.rolling_options) {
        if (option->count() > 0) {
            problems.push_back(fmt::format("--protocol ltsf takes no {}", option->get_name()));
        }
    }
    if (!problems.empty()) throw UsageError(std::move(problems));
    const std::unique_ptr<RidgeBackend> backend = backend_of(parameters);
    WindowShape shape;
    shape.horizon = options.rolling.horizon;
    shape.scale = options.ols;
    if (history.series.empty()) throw InputError("the history has no series");
    const std::size_t season = season_of(history.series.front());
    RidgeGrid grid = grid_of(parameters, season, shape.horizon, 12 * 30 * season);
    if (options.ols) {
        // Least squares, of windows less their mean, with their deviation as one more feature.
        if (parameters.lookback == automatic_value) grid.lookbacks = {720};
        grid.centrings = {0};
        if (parameters.penalty == automatic_value) grid.penalties = {1e-9};
    }
    const LtsfResult result =
        run_ltsf(*backend, history.series, shape, grid, threads_of(parameters));
    options.json.write(ltsf_json(result, shape.horizon));
    if (!options.json.to_stdout()) {
        fmt::print("horizon {}: MSE {:.4f}, MAE {:.4f} over {} windows of {} series ({} members)\n",
                   shape.horizon, result.mse, result.mae, result.windows, history.series.size(),
                   result.members.size());
    }
}

void run_rolling(const BacktestOptions& options, const History& history,
                 const ForecastParameters& parameters) {
    if (options.ols) throw UsageError("--ols belongs to --protocol ltsf");
    const std::unique_ptr<RidgeBackend> backend = backend_of(parameters);
    ForecastParameters stored = parameters;
    const BacktestRecord record{
        options.rolling.horizon, parameters.coverage, toml_values(describe(stored)),
        run_backtest(*backend, history, options.series, options.rolling, parameters)};
    for (const SeriesBacktest& series : record.series) {
        if (!series.why.empty()) {
            log_warning(
                fmt::format("{}: {} instead of a model: {}", series.id, series.method, series.why));
        }
    }
    if (!options.output.empty()) write_backtest(options.output, record);
    options.json.write(backtest_json(record));
    if (!options.json.to_stdout()) fmt::print("{}", backtest_text(record, options.steps));
}

void run(const BacktestOptions& options) {
    std::vector<std::string> outputs;
    if (!options.output.empty()) outputs.push_back(options.output);
    check_outputs(options.json.files(outputs), {options.history, options.settings.config});
    const ForecastParameters parameters =
        read_program_parameters(options.settings.config, options.settings.overrides()).forecast;
    if (!parameters.series.empty()) {
        throw UsageError("backtest takes --series, and forecast.series is set: set it to []");
    }
    const History history = read_history(options.history);
    if (options.protocol == "ltsf") {
        run_protocol(options, history, parameters);
    } else {
        run_rolling(options, history, parameters);
    }
}

}  // namespace

void add_backtest_command(CLI::App& program) {
    CLI::App* command = program.add_subcommand(
        "backtest", "Forecast the latest part of a history from what came before it, and compare.");
    const auto options = std::make_shared<BacktestOptions>();
    command->add_option("history", options->history, "History file.")->required();
    const auto rolling = [&](CLI::Option* option) { options->rolling_options.push_back(option); };
    rolling(command->add_option("--series", options->series,
                                "Series to forecast, by id; all without it. Can be "
                                "repeated."));
    command
        ->add_option("--protocol", options->protocol,
                     "rolling: from moments one after another; ltsf: the split and the errors by "
                     "which forecasters are compared on the ETT sets.")
        ->check(one_of({"rolling", "ltsf"}));
    command->add_option("--horizon", options->rolling.horizon, "Steps to forecast.")
        ->check(between(std::size_t{1}, std::size_t{10'000}));
    rolling(command
                ->add_option("--test-share", options->rolling.test_share,
                             "Share of each series, its latest part, that is forecast.")
                ->check(between(0.01, 0.9)));
    rolling(command
                ->add_option("--every", options->rolling.every,
                             "Steps between the moments from which it is forecast.")
                ->check(between(std::size_t{1}, std::size_t{100'000})));
    rolling(command
                ->add_option("--refit", options->rolling.refit,
                             "Forecasts after which weights are fitted to all that is known by "
                             "then; 0: never.")
                ->check(between(std::size_t{0}, std::size_t{1'000'000'000})));
    rolling(command->add_flag("--steps", options->steps, "Show every step of the horizon."));
    command->add_flag(
        "--ols", options->ols,
        "ltsf: least squares with one look-back (720), as published under that name.");
    add_settings(*command, options->settings, backtest_shorthands);
    rolling(command->add_option("-o,--output", options->output, "HDF5 file to write."));
    options->json.add(*command);
    command->callback([options] { run(*options); });
}

}  // namespace nightwatt
