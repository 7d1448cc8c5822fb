#include <fmt/format.h>
#include <fmt/ranges.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "commands/checkpoint_keeper.hpp"
#include "commands/commands.hpp"
#include "commands/divided_run.hpp"
#include "commands/forecast_run.hpp"
#include "commands/json_option.hpp"
#include "commands/plan_run.hpp"
#include "commands/replay.hpp"
#include "commands/scenario_run.hpp"
#include "commands/settings_options.hpp"
#include "commands/share_work.hpp"
#include "commands/warm_start.hpp"
#include "config/parameter_text.hpp"
#include "config/program_parameters.hpp"
#include "errors.hpp"
#include "instance/content_hash.hpp"
#include "instance/unpriced.hpp"
#include "io/instance_file.hpp"
#include "io/output_file.hpp"
#include "io/plan_file.hpp"
#include "io/report/plan_json.hpp"
#include "io/report/plan_text.hpp"
#include "io/task_blocks.hpp"
#include "log.hpp"
#include "signals.hpp"
#include "slurm_job.hpp"

namespace nightwatt {

namespace {

struct PlanOptions {
    std::string instance;
    std::string output;
    JsonOption json;
    std::string warm_start;
    std::string replay;
    std::string checkpoint;
    bool resume = false;
    SettingsOptions settings;
};

constexpr Shorthand plan_shorthands[] = {
    {"--seed", "search.seed", "Seed of all random numbers."},
    {"--time-limit", "search.time_limit_s", "Seconds to plan for."},
    {"--generations", "search.generations", "Generations to plan for: exactly repeatable."},
    {"--algorithm", "search.algorithm", "genetic, swarm, hybrid, lp or rules."},
    {"--change-penalty", "replan.change_penalty",
     "Money for each task moved from the plan of --warm-start."},
    {"--backend", "search.backend", "auto, cpu or cuda."},
    {"--threads", "search.threads", "CPU threads."},
};

/// Before the search: an evening's work must not end at a folder that is not there. The plan may
/// replace the one it starts from, which is never better.
void check_files(const PlanOptions& options) {
    std::vector<std::string> outputs{options.output};
    if (!options.checkpoint.empty()) outputs.push_back(options.checkpoint);
    outputs = options.json.files(std::move(outputs));
    check_outputs(outputs, {options.instance, options.settings.config, options.replay});
    outputs.erase(outputs.begin());
    check_outputs(outputs, {options.warm_start});
}

/// The same for the files that keep the shares, which are removed when the run is done.
void check_share_files(const PlanOptions& options, std::int64_t shares) {
    std::vector<std::string> outputs = options.json.files({"", options.output});
    for (std::int64_t s = 0; s < shares; ++s) {
        outputs.front() = share_checkpoint(options.checkpoint, static_cast<std::size_t>(s));
        check_outputs(outputs, {options.instance, options.settings.config});
        CheckpointKeeper::require_replaceable(outputs.front());
    }
}

void show(const PlanOptions& options, const Instance& instance, const PlanRecord& record,
          const ScenarioRange& scenarios = {}) {
    log_info(fmt::format("stopped by {} after {} generations, {:.1f} s",
                         record.provenance.stopped_by, record.provenance.generations,
                         record.provenance.seconds));
    if (options.json.is_given()) {
        options.json.write(plan_json_text(instance, record, {}, scenarios));
    }
    if (!options.json.to_stdout()) {
        fmt::print("{}{}\nplan written to {}\n", comparison_text(instance, record),
                   scenarios.scenarios == 0 ? "" : scenario_text(scenarios, instance.currency),
                   options.output);
    }
}

/// Repeats a recorded run and compares the two. The plan is written whatever comes out, but not if
/// the replay is stopped.
void replay(const PlanOptions& options, const std::vector<Override>& overrides) {
    if (!options.settings.config.empty()) {
        throw UsageError("--replay takes its settings from the plan: leave --config out");
    }
    const Instance instance = read_instance(options.instance);
    const PlanRecord recorded = read_plan(options.replay, instance);
    const std::optional<WarmStart> warm_start = read_warm_start(options.warm_start, instance);
    const SearchParameters parameters = replayed_parameters(recorded, options.replay, overrides);
    check_warm_start(recorded, warm_start);
    const PlanRecord record =
        run_plan(instance, parameters, warm_start, {.replay = &recorded, .seen = {}});
    require_whole_replay(recorded, record);
    write_plan(options.output, record, instance);
    show(options, instance, record);
    const std::string difference = replay_difference(recorded, record);
    if (!difference.empty()) {
        throw InternalError(
            fmt::format("the replay differs from {}: {}", options.replay, difference));
    }
    log_info(fmt::format("the replay equals {}: {} generations, plan {}", options.replay,
                         record.provenance.generations, hash_text(plan_hash(record.plan))));
}

/// Settings of a forecast that this run does not make. Where `forecast` made the night, it has used
/// them, but for the name of a file.
void tell_unused(ForecastParameters parameters, bool is_forecast) {
    if (!parameters.history.empty()) return;
    ForecastParameters defaults;
    std::vector<std::string> unused;
    for (const std::string& line : differing_values(describe(parameters), describe(defaults))) {
        std::string key = line.substr(0, line.find(' '));
        if (!is_forecast || key == "forecast.instance") unused.push_back(std::move(key));
    }
    if (unused.empty()) return;
    log_warning(fmt::format("{} {} no effect without forecast.history", fmt::join(unused, ", "),
                            unused.size() == 1 ? "has" : "have"));
}

/// The instance; with [forecast] the night as it is expected, which is kept beside the plan.
Instance read_night(const PlanOptions& options, const ProgramParameters& all) {
    const ForecastParameters& parameters = all.forecast;
    Instance instance = read_instance(options.instance);
    require_currency(all, instance);
    tell_unused(parameters, instance.spreads.size() > 0 || instance.runtime_spreads.size() > 0);
    if (parameters.history.empty()) return instance;
    if (parameters.instance.empty()) {
        throw UsageError(
            "forecast.history is set, but not forecast.instance: the file for the night as it is "
            "forecast, which the plan belongs to");
    }
    std::vector<std::string> outputs{parameters.instance, options.output};
    if (!options.checkpoint.empty()) outputs.push_back(options.checkpoint);
    check_outputs(options.json.files(std::move(outputs)),
                  {options.instance, parameters.history, options.settings.config});
    check_outputs({parameters.instance}, {options.warm_start});
    NightForecast forecast = run_forecast(instance, parameters);
    log_info(fmt::format("{}written to {}", forecast_text(forecast), parameters.instance));
    write_instance(parameters.instance, forecast.sites.instance);
    return std::move(forecast.sites.instance);
}

/// Before the checkpoint decides how many shares there are. With [forecast] the night is not known
/// yet, and planned as a whole: plan_whole() looks.
void forget_another_night(const PlanOptions& options, const ProgramParameters& all,
                          CheckpointKeeper& keeper) {
    if (keeper.from() == nullptr || options.resume || !all.forecast.history.empty()) return;
    TaskBlocks blocks(options.instance);
    Instance block;
    while (blocks.next(block)) {
    }
    keeper.forget_another_night(blocks.content_hash());
}

/// Shares that the night is dealt out to; 1: none. What such a run cannot do is refused, or keeps
/// "auto" from it.
std::int64_t shares_of(const PlanOptions& options, const ProgramParameters& all,
                       const CheckpointKeeper* keeper) {
    const char* const unable = !options.warm_start.empty()     ? "--warm-start"
                               : !all.forecast.history.empty() ? "forecast.history"
                                                               : nullptr;
    std::int64_t shares = all.search.shares;
    if (shares == automatic_value && unable != nullptr) return 1;
    if (keeper != nullptr) shares = keeper->continued(all.search).shares;
    if (shares == automatic_value) shares = shares_for(options.instance);
    if (shares > 1 && unable != nullptr) {
        throw UsageError(
            fmt::format("{} needs the night as a whole: set shares.count = 1", unable));
    }
    return shares;
}

void plan_shares(const PlanOptions& options, const ProgramParameters& all,
                 const SearchParameters& parameters, CheckpointKeeper* keeper) {
    TaskBlocks blocks(options.instance);
    require_currency(all, blocks.frame());
    tell_unused(all.forecast, blocks.is_forecast());
    const DividedPlan divided = plan_by_shares(blocks, parameters, keeper);
    write_plan(options.output, divided.record, divided.frame);
    if (keeper != nullptr) finish_shares(*keeper, parameters.shares);
    if (blocks.is_forecast() && all.forecast.scenarios != 0) {
        log_info("no scenarios: this run never holds the whole night; report plays them");
    }
    show(options, divided.frame, divided.record);
}

void plan_whole(const PlanOptions& options, const ProgramParameters& all,
                CheckpointKeeper* keeper) {
    const Instance instance = read_night(options, all);
    for (const std::string& sentence : unpriced(instance)) log_warning(sentence);
    if (keeper != nullptr && !options.resume) keeper->forget_another_night(content_hash(instance));
    if (keeper != nullptr && keeper->from() == nullptr) remove_share_checkpoints(keeper->path());
    RunOptions run_options;
    run_options.instance_path = options.instance;
    run_options.keeper = keeper;
    const PlanRecord record =
        run_plan(instance, all.search, read_warm_start(options.warm_start, instance), run_options);
    write_plan(options.output, record, instance);
    if (keeper != nullptr) keeper->finish();
    // A signal means that time is up.
    show(options, instance, record,
         stop_requested() ? ScenarioRange() : scenarios_of(instance, record, all.forecast));
}

void run(const PlanOptions& options) {
    catch_stop_signals();
    check_files(options);
    const std::vector<Override> overrides = options.settings.overrides();
    if (!options.replay.empty()) return replay(options, overrides);
    const ProgramParameters all = read_program_parameters(options.settings.config, overrides);
    std::optional<CheckpointKeeper> keeper;
    if (!options.checkpoint.empty()) {
        // A run that is resumed may have been killed while it wrote its results.
        for (const std::string& path : options.json.files({options.output})) {
            remove_unfinished(path);
        }
        keeper.emplace(options.checkpoint, options.resume || slurm_job().restarts > 0);
    }
    CheckpointKeeper* const kept = keeper ? &*keeper : nullptr;
    if (kept != nullptr) forget_another_night(options, all, *kept);
    const std::int64_t shares = shares_of(options, all, kept);
    if (shares <= 1) return plan_whole(options, all, kept);
    if (kept != nullptr) check_share_files(options, shares);
    SearchParameters parameters = all.search;
    parameters.shares = shares;
    plan_shares(options, all, parameters, kept);
}

}  // namespace

void add_plan_command(CLI::App& program) {
    CLI::App* command = program.add_subcommand("plan", "Find the plan that costs least.");
    const auto options = std::make_shared<PlanOptions>();
    command->add_option("--instance", options->instance, "Instance file.")->required();
    command->add_option("-o,--output", options->output, "Plan file to write.")->required();
    add_settings(*command, options->settings, plan_shorthands);
    command->add_option("--warm-start", options->warm_start,
                        "A plan to begin with; the result is never worse. Where the instance has "
                        "changed since, tasks and servers are found by their names.");
    command->get_option("--change-penalty")->needs("--warm-start");
    command->add_option("--replay", options->replay,
                        "A plan made by this command: repeats its run exactly, on any machine, and "
                        "compares.");
    command->add_option("--checkpoint", options->checkpoint,
                        "File that keeps the run now and then and when it is interrupted; removed "
                        "when the run is done.");
    command
        ->add_flag("--resume", options->resume,
                   "Goes on from the file of --checkpoint, if there is one. A requeued Slurm job "
                   "does so by itself.")
        ->needs("--checkpoint");
    command->get_option("--replay")->excludes("--checkpoint");
    options->json.add(*command);
    command->callback([options] { run(*options); });
}

}  // namespace nightwatt
