#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <memory>

#include "commands/commands.hpp"
#include "commands/option_checks.hpp"
#include "commands/slurm_moment.hpp"
#include "config/read_number.hpp"
#include "errors.hpp"
#include "instance/in_quotes.hpp"
#include "io/import/utc_time.hpp"
#include "io/instance_file.hpp"
#include "io/plan_file.hpp"
#include "io/slurm/slurm_export.hpp"
#include "io/slurm/slurm_folder.hpp"
#include "io/slurm/task_commands.hpp"
#include "log.hpp"

namespace nightwatt {

namespace {

struct SlurmOptions {
    std::string plan;
    std::string instance;
    std::string folder;
    std::string begin;
    std::string commands;
    std::vector<std::string> resources;
    std::vector<std::string> cpu_freq;
    std::vector<std::string> gpu_freq;
    SlurmExport settings;
};

/// "NAME=VALUE"; names may hold '=', values may not.
std::pair<std::string, std::string> assignment(const std::string& text, const char* option) {
    const std::size_t equals = text.rfind('=');
    if (equals == std::string::npos || equals == 0 || equals + 1 == text.size()) {
        throw UsageError(fmt::format("{} {}: must be NAME=VALUE", option, in_quotes(text)));
    }
    return {text.substr(0, equals), text.substr(equals + 1)};
}

std::map<std::string, std::int64_t> frequencies(const std::vector<std::string>& texts,
                                                const char* option) {
    std::map<std::string, std::int64_t> top;
    for (const std::string& text : texts) {
        const auto [name, digits] = assignment(text, option);
        const auto value = read_number<std::int64_t>(digits);
        if (!(value > 0)) {
            throw UsageError(fmt::format("{} {}: {} is no frequency", option, in_quotes(text),
                                         in_quotes(digits)));
        }
        top[name] = *value;
    }
    return top;
}

/// A night that is over would start all at once.
void check_moment(const SlurmOptions& options, const Instance& instance) {
    const auto zero_s = static_cast<double>(options.settings.time_zero_s);
    if (!options.begin.empty() ||
        zero_s + instance.horizon_s >= static_cast<double>(unix_time_s())) {
        return;
    }
    throw UsageError(
        fmt::format("the plan's night, from {}, is over: say by --begin when its time 0 is to be",
                    instance.epoch));
}

/// Tasks whose start went by while the plan was made: Slurm starts them all at once. What runs
/// already is pinned and has started.
void warn_of_passed_starts(const SlurmOptions& options, const Instance& instance,
                           const Plan& plan) {
    const SlurmExport& settings = options.settings;
    constexpr std::int64_t exporting_takes_s = 60;
    const std::int64_t now_ms = 1000 * (unix_time_s() - exporting_takes_s - settings.time_zero_s);
    std::int64_t passed = 0;
    std::int64_t first_ms = now_ms;
    for (std::size_t j = 0; j != plan.size(); ++j) {
        if (!std::isnan(instance.tasks.pin_start_s[j]) || plan.start_ms[j] >= now_ms) continue;
        ++passed;
        first_ms = std::min(first_ms, plan.start_ms[j]);
    }
    if (passed == 0) return;
    log_warning(fmt::format(
        "{} of {} tasks should have started by now, the first at {}: they start as soon as Slurm "
        "can, and may delay others; {}",
        passed, plan.size(), moment_text(settings.time_zero_s + first_ms / 1000),
        settings.queued ? "import the queue with a later time 0 (--set night.start=MOMENT), "
                          "with time to plan before it"
        : options.begin.empty() ? "say by --begin when time 0 is to be"
                                : "say by a later --begin when time 0 is to be"));
}

void check_options(const SlurmOptions& options, const CLI::App& command) {
    const bool runner = !options.settings.runner.empty();
    const bool commands = !options.commands.empty();
    std::vector<std::string> of_new_jobs;
    for (const char* name :
         {"--runner", "--commands", "--partition", "--account", "--qos", "--resource", "--cpu-freq",
          "--gpu-freq", "--time-factor", "--array-size"}) {
        if (command.count(name) > 0) of_new_jobs.emplace_back(name);
    }
    if (options.settings.queued && !of_new_jobs.empty()) {
        throw UsageError(
            fmt::format("--queued: the jobs are in the queue as their users want them: leave {} "
                        "out",
                        fmt::join(of_new_jobs, ", ")));
    }
    if (!options.settings.queued && runner == commands) {
        throw UsageError(
            "what do the tasks run? Give --runner, a program that is called with a task's name, or "
            "--commands, a CSV file with the columns id and command (or --queued for jobs that are "
            "in the queue already)");
    }
}

void run(SlurmOptions& options, const CLI::App& command) {
    check_options(options, command);
    const Instance instance = read_instance(options.instance);
    const PlanRecord record = read_plan(options.plan, instance);
    SlurmExport& settings = options.settings;
    settings.time_zero_s = time_zero_s(options.begin, instance);
    check_moment(options, instance);
    if (!options.commands.empty()) {
        settings.commands = read_task_commands(options.commands, instance);
    }
    for (const std::string& text : options.resources) {
        settings.resources.insert(assignment(text, "--resource"));
    }
    // Jobs run in the folder of the export, users write paths from here.
    if (settings.runner.find('/') != std::string::npos) {
        settings.runner = std::filesystem::absolute(settings.runner).lexically_normal().string();
    }
    settings.cpu_top_khz = frequencies(options.cpu_freq, "--cpu-freq");
    settings.gpu_top_mhz = frequencies(options.gpu_freq, "--gpu-freq");
    const std::vector<SlurmFile> files = slurm_files(instance, record.plan, settings);
    write_slurm_folder(options.folder, files);
    warn_of_passed_starts(options, instance, record.plan);
    fmt::print("{} tasks, {} files written to {}; time 0 is {}; next: nightwatt submit {}\n",
               record.plan.size(), files.size(), options.folder, moment_text(settings.time_zero_s),
               options.folder);
}

}  // namespace

void add_export_slurm(CLI::App& exporters) {
    CLI::App* command = exporters.add_subcommand(
        "slurm", "Write a plan as Slurm jobs: array scripts, and submit.sh that hands them in.");
    const auto options = std::make_shared<SlurmOptions>();
    SlurmExport& settings = options->settings;
    command->add_option("plan", options->plan, "Plan file.")->required();
    command->add_option("--instance", options->instance, "Instance file of the plan.")->required();
    command
        ->add_option("-o,--output", options->folder,
                     "Folder for the files; made if there is none, cleared of an earlier export.")
        ->required();
    command->add_option(
        "--runner", settings.runner,
        "Program that runs a task, by its path or its name in PATH; called with the "
        "task's name.");
    command->add_option("--commands", options->commands,
                        "CSV file with the columns id and command: what each task runs in bash.");
    command->add_flag("--queued", settings.queued,
                      "The tasks are jobs in the queue (import slurm): submit.sh places them.");
    command->add_option("--begin", options->begin,
                        "Moment of the plan's time 0, 2026-01-31T18:00:00Z or now, instead of the "
                        "instance's epoch.");
    command->add_option("--partition", settings.partition, "Partition of the jobs.");
    command->add_option("--account", settings.account, "Account of the jobs.");
    command->add_option("--qos", settings.qos, "Quality of service of the jobs.");
    command->add_option("--resource", options->resources,
                        "NAME=KIND: what a resource of the instance is in Slurm, where its name "
                        "does not say it. Can be repeated.");
    command->add_option("--cpu-freq", options->cpu_freq,
                        "CLASS=KHZ: sets the CPU frequency of tasks on these servers by the plan's "
                        "level; KHZ is the top one. Can be repeated.");
    command->add_option("--gpu-freq", options->gpu_freq,
                        "CLASS=MHZ: the same for GPUs. Can be repeated.");
    command
        ->add_option("--time-factor", settings.time_factor,
                     "Time limit of a job as a multiple of its planned runtime.")
        ->check(between(1.0, 1000.0))
        ->capture_default_str();
    command
        ->add_option("--array-size", settings.array_size,
                     "Most elements of an array; at most the cluster's MaxArraySize.")
        ->check(between(1, 4'000'000))
        ->capture_default_str();
    command->add_flag("--admin", settings.admin,
                      "Also scripts for an administrator: sleep windows and reservations.");
    command->callback([options, command] { run(*options, *command); });
}

}  // namespace nightwatt
