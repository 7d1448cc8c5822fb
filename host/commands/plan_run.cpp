#include "commands/plan_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>

#include "commands/lp_run.hpp"
#include "commands/plan_bound.hpp"
#include "commands/price_start.hpp"
#include "commands/progress_feed.hpp"
#include "commands/replay.hpp"
#include "commands/verified_plan.hpp"
#include "config/parameter_text.hpp"
#include "errors.hpp"
#include "instance/check.hpp"
#include "log.hpp"
#include "problem/pinned_plan.hpp"
#include "search/first_plans.hpp"
#include "search/genetic_search.hpp"
#include "signals.hpp"

namespace nightwatt {

namespace {

using Clock = std::chrono::steady_clock;

/// Rounds of building plans from prices that end them, if the best plan stays as it is.
constexpr std::int64_t rounds_without_gain = 20;

double seconds_since(Clock::time_point begin) {
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

void log_settings(const Instance& instance, const Problem& problem, SearchParameters parameters,
                  SearchParameters resolved) {
    log_info(fmt::format("{} tasks, {} servers, {} sites, {} slots; {:.1f} MiB", problem.tasks(),
                         problem.servers(), instance.sites.size(), instance.slots(),
                         static_cast<double>(problem.bytes()) / (1 << 20)));
    SearchParameters defaults;
    const std::vector<std::string> changed =
        differing_values(describe(parameters), describe(defaults));
    log_info(fmt::format("settings: {}; seed {}",
                         changed.empty() ? "default" : fmt::format("{}", fmt::join(changed, ", ")),
                         parameters.seed));
    log_detail(toml_values(describe(resolved)));
    for (const RoundingError& error : problem.rounding()) {
        log_detail(fmt::format("rounding of {}: at most {:.3g}, relative {:.3g} ({} values)",
                               error.quantity, error.largest_absolute, error.largest_relative,
                               error.values));
    }
}

std::string why_stop(const SearchParameters& limits, double seconds) {
    if (stop_requested()) return fmt::format("signal {}", stop_signal_name());
    if (limits.time_limit_s > 0 && seconds >= limits.time_limit_s) return "time limit";
    return "";
}

/// Share of the search that is over, by the limit that is nearer; without either, the share of a
/// thousand generations, again and again.
double progress_of(const SearchParameters& limits, const SearchState& state, double seconds) {
    if (limits.generations == 0 && limits.time_limit_s == 0) {
        return static_cast<double>(state.generation % 1000) / 1000;
    }
    double progress = 0;
    if (limits.generations > 0) {
        progress = static_cast<double>(state.generation) / static_cast<double>(limits.generations);
    }
    if (limits.time_limit_s > 0) progress = std::max(progress, seconds / limits.time_limit_s);
    return progress;
}

void sort_by_score(std::vector<DecodedPlan>& plans) {
    std::stable_sort(plans.begin(), plans.end(),
                     [](const DecodedPlan& a, const DecodedPlan& b) { return a.score < b.score; });
}

/// What the plan must stay close to: the warm start, where moving away from it costs something.
PublishedPlan published_of(const SearchParameters& parameters,
                           const std::optional<Plan>& warm_start) {
    if (!warm_start || parameters.change_penalty == 0) return {};
    return publish(*warm_start, parameters.change_penalty,
                   std::llround(parameters.change_tolerance_s * 1e3));
}

}  // namespace

PlanRecord run_plan(const Instance& instance, const SearchParameters& parameters,
                    const std::optional<Plan>& warm_start, const RunOptions& options) {
    const PlanRecord* const replay = options.replay;
    const auto begin = Clock::now();
    const PublishedPlan published = published_of(parameters, warm_start);
    const Problem problem(instance, published);
    const SearchParameters resolved = resolve(parameters, problem);
    if (!options.part_of_a_series) log_settings(instance, problem, parameters, resolved);

    std::vector<DecodedPlan> first;
    std::vector<RuleRun> runs;
    const std::optional<Plan> pinned = pinned_plan(problem);
    if (pinned) {
        first.push_back(decode(problem, *pinned));
    } else {
        std::size_t rule = 0;
        const auto note = [&] {
            return replay != nullptr ? replayed_note(*replay, rule++)
                                     : why_stop(resolved, seconds_since(begin));
        };
        runs = run_rules(problem, note);
        if (resolved.algorithm == "lp") {
            runs.push_back(run_lp(problem, resolved, note(), [&]() -> std::string {
                if (replay != nullptr && !stop_requested()) return "";
                return why_stop(resolved, seconds_since(begin));
            }));
        }
    }
    if (warm_start && !pinned) first.push_back(decode(problem, *warm_start));
    for (const RuleRun& run : runs) {
        if (run.note.empty()) first.push_back(run.decoded);
        log_detail(run.note.empty()
                       ? fmt::format("rule {}: {:.6f}{}", run.rule, exact_cost(run.decoded),
                                     run.decoded.score.violation == 0 ? "" : " (infeasible)")
                       : fmt::format("rule {}: {}", run.rule, run.note));
    }
    for (const DecodedPlan& decoded : first) {
        if (options.seen) options.seen(decoded.plan);
    }
    if (first.empty()) throw StoppedError("stopped before there was any plan; run again to go on");
    sort_by_score(first);

    PlanRecord record;
    DecodedPlan best = first.front();
    record.provenance.backend = "cpu";
    record.provenance.stopped_by = replay == nullptr ? why_stop(resolved, seconds_since(begin))
                                   : replay->generations.empty() ? replay->provenance.stopped_by
                                                                 : "";
    if (record.provenance.stopped_by.empty() && resolved.algorithm == "rules") {
        record.provenance.stopped_by = "rules done";
    }
    if (record.provenance.stopped_by.empty() && resolved.algorithm == "lp") {
        record.provenance.stopped_by = "lp done";
    }
    if (pinned) {
        record.provenance.stopped_by =
            problem.tasks() == 0 ? "nothing to plan" : "pins: every task is pinned";
    }

    PlanBound bound(problem, resolved);
    if (pinned) {
        bound.only_plan(best.score);
    } else if (!options.part_of_a_series) {
        const double share_s = resolved.bound_time_share * resolved.time_limit_s;
        const double until_s = std::min(seconds_since(begin) + share_s, resolved.time_limit_s);
        bound.raise([&](std::int64_t steps) {
            if (replay != nullptr) return steps >= replay->provenance.bound_steps;
            return steps >= resolved.bound_steps || stop_requested() ||
                   (resolved.time_limit_s > 0 && seconds_since(begin) >= until_s);
        });
        log_info(bound.text(instance, seconds_since(begin)));
    }
    if (record.provenance.stopped_by.empty() && bound.method() != nullptr) {
        const double share_s = resolved.prices_time_share * resolved.time_limit_s;
        const double until_s = std::min(seconds_since(begin) + share_s, resolved.time_limit_s);
        PriceStart start = start_by_prices(
            problem, *bound.method(), static_cast<std::uint32_t>(resolved.threads),
            [&](std::int64_t rounds, std::int64_t stalled) {
                if (replay != nullptr) return rounds >= replay->provenance.price_rounds;
                return rounds >= resolved.price_rounds || stalled >= rounds_without_gain ||
                       stop_requested() ||
                       (resolved.time_limit_s > 0 &&
                        // The first plans are worth more than the search that they delay.
                        seconds_since(begin) >= (rounds == 0 ? resolved.time_limit_s : until_s));
            });
        record.provenance.price_rounds = start.rounds;
        for (DecodedPlan& decoded : start.plans) first.push_back(std::move(decoded));
        sort_by_score(first);
        best = first.front();
        log_info(fmt::format("prices: {} rounds; best plan {:.6f}, {:.1f} s so far", start.rounds,
                             exact_cost(best), seconds_since(begin)));
    }
    if (record.provenance.stopped_by.empty()) {
        std::string note;
        const std::unique_ptr<Backend> backend = create_backend(
            resolved.backend, problem, static_cast<std::uint32_t>(resolved.threads), note);
        if (!options.part_of_a_series) {
            log_info(fmt::format("backend {} with {} threads{}", backend->name(), resolved.threads,
                                 note.empty() ? "" : fmt::format(" ({})", note)));
        }
        record.provenance.backend = backend->name();
        std::vector<Plan> plans;
        for (const DecodedPlan& decoded : first) plans.push_back(decoded.plan);
        const double before_s = seconds_since(begin);
        ProgressFeed feed(instance, problem, published, resolved, bound, before_s);
        const auto stop = [&](const SearchState& state) -> std::string {
            if (replay != nullptr && !stop_requested()) {
                return replayed_stop(*replay, state.generation);
            }
            if (resolved.generations > 0 && state.generation >= resolved.generations) {
                return "generations";
            }
            if (resolved.stall_generations > 0 && state.stalled >= resolved.stall_generations) {
                return "no improvement";
            }
            if (bound.reached_by(state.summary.best)) return "proven best";
            return why_stop(resolved, before_s + state.seconds);
        };
        const auto watch = [&](const SearchState& state, const std::function<Plan()>& best_genes) {
            record.generations.push_back(
                {state.generation, state.summary.population_hash,
                 static_cast<double>(state.summary.best.cost_nano) / nano_per_money,
                 before_s + state.seconds, state.threshold_nano});
            log_detail(fmt::format("generation {}: population {}, diversity {:.3f}",
                                   state.generation, hash_text(state.summary.population_hash),
                                   state.summary.diversity));
            if (options.seen && state.stalled == 0) options.seen(best_genes());
            feed.show(state, best_genes);
        };
        const Schedule schedule = schedule_of(resolved, problem, best.score.cost_nano);
        const auto threshold = [&](const SearchState& state) {
            if (replay != nullptr) return replayed_threshold_nano(*replay, state.generation);
            return schedule_step(schedule, progress_of(resolved, state, before_s + state.seconds))
                .threshold_nano;
        };
        SearchResult result =
            genetic_search(problem, *backend, resolved, plans, stop, threshold, watch);
        feed.finish();
        record.provenance.generations = result.generations;
        record.provenance.evaluations = result.evaluations;
        record.provenance.stopped_by = result.stopped_by;
        best = std::move(result.best);
    }

    const Audit verdict = verify_feasible(instance, best, published);
    log_detail(verdict.allowed_reason);
    record.plan = std::move(best.plan);
    record.published = published;
    record.account = verdict.account;
    record.account.totals.cost = exact_cost(best);
    bound.store(record, best.score);
    record.allowed_difference = verdict.allowed_difference;
    for (const RuleRun& run : runs) {
        BaselineRecord baseline{run.rule, run.note, true, {}};
        if (run.note.empty()) {
            baseline.totals = audit(instance, run.decoded.plan, published).account.totals;
            baseline.feasible = run.decoded.score.violation == 0;
        }
        record.baselines.push_back(std::move(baseline));
    }
    SearchParameters stored = resolved;
    record.provenance.made_by = "plan";
    record.provenance.configuration = toml_values(describe(stored));
    record.provenance.seed = resolved.seed;
    if (warm_start) record.provenance.warm_start_hash = hash_text(start_hash(*warm_start));
    record.provenance.instance_hash = content_hash(instance);
    record.provenance.seconds = seconds_since(begin);
    return record;
}

}  // namespace nightwatt
