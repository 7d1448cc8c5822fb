#include "bound/bound.hpp"

#include <fmt/format.h>
#include <omp.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>

#include "commands/commands.hpp"
#include "commands/json_option.hpp"
#include "commands/money.hpp"
#include "commands/naming_file.hpp"
#include "commands/option_checks.hpp"
#include "errors.hpp"
#include "instance/columns.hpp"
#include "instance/content_hash.hpp"
#include "io/instance_file.hpp"
#include "io/output_file.hpp"
#include "io/report/json_text.hpp"
#include "problem/problem.hpp"
#include "signals.hpp"
#include "stopwatch.hpp"

namespace nightwatt {

namespace {

constexpr double default_time_limit_s = 10;

struct BoundOptions {
    std::string instance;
    JsonOption json;
    double time_limit_s = 0;
    std::int64_t steps = 0;
    int threads = 0;
};

struct BoundResult {
    LowerBound bound;
    double money = 0;
    double seconds = 0;
    bool no_plan = false;  ///< the bound is above what any plan can cost
};

std::string bound_json(const Instance& instance, const BoundResult& result) {
    nlohmann::ordered_json object;
    object["lower_bound"] = result.no_plan ? none : result.money;
    object["currency"] = instance.currency;
    object["method"] = result.bound.method;
    object["steps"] = result.bound.steps;
    object["seconds"] = result.seconds;
    object["instance_hash"] = hash_text(content_hash(instance));
    return json_text(object);
}

void show(const BoundOptions& options, const Instance& instance, const BoundResult& result) {
    if (options.json.is_given()) options.json.write(bound_json(instance, result));
    if (result.no_plan) {
        throw InfeasibleError(
            fmt::format("{}: no plan exists: the limits cannot all be kept ({}, {} steps); "
                        "nightwatt validate shows them",
                        options.instance, result.bound.method, result.bound.steps));
    }
    if (options.json.to_stdout()) return;
    // What is printed is proven, too: rounded down.
    fmt::print("no plan costs less than {:.6f} {} ({}, {} steps, {:.1f} s)\n",
               std::floor(result.money * 1e6) / 1e6, instance.currency, result.bound.method,
               result.bound.steps, result.seconds);
}

void run(const BoundOptions& options) {
    const Stopwatch clock;
    catch_stop_signals();
    check_outputs(options.json.files(), {options.instance});
    const Instance instance = read_instance(options.instance);
    const Problem problem = naming_file(options.instance, [&] { return Problem(instance); });
    const double limit_s = options.time_limit_s > 0 ? options.time_limit_s
                           : options.steps > 0      ? INFINITY
                                                    : default_time_limit_s;
    const int threads = options.threads > 0 ? options.threads : omp_get_max_threads();
    const std::unique_ptr<BoundMethod> method =
        create_bound(problem, static_cast<std::uint32_t>(threads));
    BoundResult result;
    result.bound = raise_bound(*method, [&](const LowerBound& so_far) {
        return stop_requested() || no_plan_exists(so_far, problem) ||
               (options.steps > 0 && so_far.steps >= options.steps) || clock.seconds() >= limit_s;
    });
    result.money = money(result.bound.cost_nano);
    result.seconds = clock.seconds();
    result.no_plan = no_plan_exists(result.bound, problem);
    show(options, instance, result);
}

}  // namespace

void add_bound_command(CLI::App& program) {
    CLI::App* command =
        program.add_subcommand("bound", "Prove what no plan of an instance can undercut.");
    const auto options = std::make_shared<BoundOptions>();
    command->add_option("instance", options->instance, "Instance file.")->required();
    command
        ->add_option("--time-limit", options->time_limit_s,
                     fmt::format("Seconds to raise the bound for; {} where --steps is not given.",
                                 default_time_limit_s))
        ->transform(in_unit("s"))
        ->check(between(1e-3, 1e7));
    command
        ->add_option("--steps", options->steps, "Steps to raise the bound by: exactly repeatable.")
        ->check(between(std::int64_t{1}, std::int64_t{1'000'000'000}));
    command
        ->add_option("--threads", options->threads,
                     "CPU threads; the bound of so many steps does not depend on them.")
        ->check(between(1, 4096));
    options->json.add(*command);
    command->callback([options] { run(*options); });
}

}  // namespace nightwatt
