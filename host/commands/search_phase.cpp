#include <fmt/format.h>

#include <algorithm>

#include "backend/cpu_population.hpp"
#include "commands/money.hpp"
#include "commands/phased_run.hpp"
#include "commands/progress_feed.hpp"
#include "commands/replay.hpp"
#include "errors.hpp"
#include "instance/content_hash.hpp"
#include "log.hpp"
#include "parts/parts_search.hpp"
#include "problem/earlier_starts.hpp"
#include "rank_place.hpp"
#include "ranks/ranks.hpp"
#include "ranks/spread.hpp"
#include "search/generation_settings.hpp"
#include "slurm_job.hpp"

namespace nightwatt {

namespace {

/// Share of the search that is over; without a limit, the share of a thousand generations, again
/// and again. Where generations are limited the clock has no say: the run can be repeated.
double progress_of(const SearchParameters& limits, const SearchState& state, double seconds) {
    if (limits.generations > 0) {
        return static_cast<double>(state.generation) / static_cast<double>(limits.generations);
    }
    if (limits.time_limit_s > 0) return seconds / limits.time_limit_s;
    return static_cast<double>(state.generation % 1000) / 1000;
}

/// A job that uses more memory than it was given is killed without a word.
void require_memory(const Problem& problem, const SearchParameters& resolved) {
    const std::optional<std::int64_t> given_mib = slurm_job().memory_mib;
    const double genes = 2.0 * static_cast<double>(CpuPopulation::bytes_per_task) *
                         static_cast<double>(resolved.islands * resolved.island_plans) *
                         problem.tasks();
    const double mib = (static_cast<double>(problem.bytes()) + genes) / (1 << 20);
    if (!given_mib || mib <= static_cast<double>(*given_mib)) return;
    throw DeviceError(
        fmt::format("the search needs {:.0f} MiB of memory at least, and the Slurm job has {}: ask "
                    "for more by --mem, or lower genetic.island_plans",
                    mib, *given_mib));
}

/// What the search is split into, and the processes that share it, if there are several.
std::string ranks_text(const SearchParameters& resolved) {
    const std::int64_t ranks = rank_place.ranks;
    const bool by_parts = resolved.parts > 1;
    if (ranks == 1) return by_parts ? fmt::format("; {} parts", resolved.parts) : "";
    const std::int64_t shares = by_parts ? resolved.parts : resolved.islands;
    const char* const what = by_parts ? "parts" : "islands";
    if (ranks <= shares) return fmt::format("; {} {} on {} ranks", shares, what, ranks);
    return fmt::format("; {} {}, so {} of {} ranks have nothing to do: raise {}", shares, what,
                       ranks - shares, ranks, by_parts ? "parts.count" : "genetic.islands");
}

/// What a search found, as it is written.
DecodedPlan finished(const Problem& problem, Plan genes) {
    DecodedPlan plan = start_earlier(problem, decode_dispatched(problem, std::move(genes)));
    // Power moves with the starts, and batteries may do better by it.
    return problem.batteries().empty() ? plan : decode_dispatched(problem, std::move(plan.plan));
}

}  // namespace

std::string PhasedRun::why_end_search(const SearchState& state) const {
    if (replay_ != nullptr && interruption_.why().empty()) {
        return replayed_stop(*replay_, state.generation);
    }
    if (resolved_.generations > 0 && state.generation >= resolved_.generations) {
        return "generations";
    }
    if (resolved_.stall_generations > 0 && state.stalled >= resolved_.stall_generations) {
        return "no improvement";
    }
    if (bound_.reached_by(state.summary.best)) return "proven best";
    return why_stop();
}

/// Whatever the clock says: the same generations in every run. Often enough to follow the plans,
/// and seldom enough to cost nothing beside them.
std::optional<Score> PhasedRun::redispatch(const SearchState& state,
                                           const std::function<Plan()>& best_genes) {
    constexpr std::int64_t generations_between = 5;
    if (state.generation % generations_between != 0) return std::nullopt;
    const DecodedPlan decoded = decode_dispatched(problem_, best_genes());
    if (!(decoded.score < state.summary.best)) return std::nullopt;
    remember(state, best_genes);
    problem_.set_dispatch(decoded.plan.battery_mw);
    return decoded.score;
}

SearchHooks PhasedRun::search_hooks(ProgressFeed& feed, double before_s,
                                    std::int64_t first_cost_nano) {
    SearchHooks hooks;
    hooks.stop = [this](const SearchState& state) {
        std::string why = why_end_search(state);
        search_is_over_ = !why.empty();
        return why;
    };
    const Schedule schedule = schedule_of(resolved_, problem_, first_cost_nano);
    hooks.threshold = [this, schedule, before_s](const SearchState& state) {
        if (replay_ != nullptr) return replayed_threshold_nano(*replay_, state.generation);
        return schedule_step(schedule, progress_of(resolved_, state, before_s + state.seconds))
            .threshold_nano;
    };
    hooks.watch = [this, before_s, &feed](const SearchState& state,
                                          const std::function<Plan()>& best_genes) {
        record_.generations.push_back({state.generation, state.summary.population_hash,
                                       money(state.summary.best.cost_nano),
                                       before_s + state.seconds, state.threshold_nano});
        log_detail(fmt::format("generation {}: population {}, diversity {:.3f}", state.generation,
                               hash_text(state.summary.population_hash),
                               state.summary.diversity(problem_.tasks())));
        if (options_.seen && state.stalled == 0) options_.seen(best_genes());
        if (state.stalled == 0) remember(state, best_genes);
        feed.show(state, best_genes);
    };
    if (!problem_.batteries().empty()) {
        hooks.redispatch = [this](const SearchState& state,
                                  const std::function<Plan()>& best_genes) {
            return redispatch(state, best_genes);
        };
    }
    hooks.keep = [this, first_cost_nano](const std::function<SearchSnapshot()>& snapshot) {
        keep([&](Checkpoint& to) {
            to.prices.rounds = record_.provenance.price_rounds;
            to.first_cost_nano = first_cost_nano;
            to.generations = record_.generations;
            to.battery_mw = problem_.dispatch_mw();
            to.search = snapshot();
        });
    };
    return hooks;
}

bool PhasedRun::uses_devices() const {
    return settings_.backend != "cpu" &&
           (settings_.on_device || (!crew().empty() && !options_.given_bound));
}

void PhasedRun::remember(const SearchState& state, const std::function<Plan()>& best_genes) {
    if (uses_devices() && state.generation > 0)
        found_ = Found{best_genes(), state.generation, state.evaluations};
}

void PhasedRun::leave_devices(const std::string& why) {
    log_warning(fmt::format("{}; the CPU searches instead", why));
    settings_ = settle_on_cpus(asked_, problem_, options_, why);
    problem_.set_dispatch(best_.plan.battery_mw);
    record_.generations.clear();
    if (options_.keeper != nullptr && from_ == nullptr) identify();
}

/// What the device did since then is lost, and so is no part of the record: repeated up to there,
/// the run gives this plan.
void PhasedRun::end_with_found(const std::string& why) {
    log_warning(fmt::format("{}; the search ends with the best plan so far, of generation {}", why,
                            found_->generation));
    std::erase_if(record_.generations,
                  [&](const GenerationRecord& one) { return one.generation > found_->generation; });
    record_.provenance.generations = found_->generation;
    record_.provenance.evaluations = found_->evaluations;
    stopped_by() = device_failure;
    best_ = finished(problem_, std::move(found_->genes));
}

void PhasedRun::search() {
    begin(RunPhase::Search);
    const bool automatic = settings_.backend == "auto";
    std::string note;
    if (automatic && settings_.on_device && backend_name("auto", note) == "cpu") {
        leave_devices(note);  // it failed while the bound was raised
    }
    try {
        search_on_backend();
    } catch (const Error& error) {
        if (error.code() != ExitCode::Device || !uses_devices()) throw;
        if (found_ && replay_ == nullptr) return end_with_found(error.what());
        // Nothing is lost yet. A backend that was named never falls back.
        if (!automatic) throw;
        leave_devices(error.what());
        search_on_backend();
    }
}

void PhasedRun::search_on_backend() {
    if (resumes_in(RunPhase::Search) && problem_.keeps_limits(from_->battery_mw)) {
        problem_.set_dispatch(from_->battery_mw);
    }
    std::string note = settings_.note;
    std::unique_ptr<Backend> backend =
        create_backend(settings_.backend, problem_.view(), threads(), note);
    if (!options_.part_of_a_series) {
        log_info(fmt::format("backend {} with {} thread{}{}{}", backend->name(), resolved_.threads,
                             resolved_.threads == 1 ? "" : "s", ranks_text(resolved_),
                             note.empty() ? "" : fmt::format(" ({})", note)));
    }
    record_.provenance.backend = backend->name();
    if (backend->name() == "cpu") require_memory(problem_, resolved_);

    std::int64_t first_cost_nano = best_.score.cost_nano;
    const SearchSnapshot* snapshot = nullptr;
    if (resumes_in(RunPhase::Search)) {
        first_cost_nano = from_->first_cost_nano;
        record_.generations = from_->generations;
        snapshot = &from_->search;
    }
    std::vector<Plan> plans;
    for (const DecodedPlan& decoded : first_) plans.push_back(decoded.plan);
    const double before_s = seconds();
    ProgressFeed feed(instance_, problem_, published_, resolved_, bound_, before_s, options_.part);
    const SearchHooks hooks = search_hooks(feed, before_s, first_cost_nano);
    SearchResult result;
    if (options_.given_bound) {
        result = genetic_search(problem_, *backend, resolved_, plans, hooks, snapshot);
    } else if (resolved_.parts > 1) {
        backend.reset();
        result = parts_search(problem_, resolved_, static_cast<std::uint32_t>(rank_place.ranks),
                              groups_on_ranks(settings_.backend, threads(), others_threads_), plans,
                              hooks, snapshot);
    } else {
        backend = spread(std::move(backend), settings_.backend, others_threads_, problem_.view(),
                         static_cast<std::uint32_t>(resolved_.islands));
        result = genetic_search(problem_, *backend, resolved_, plans, hooks, snapshot);
    }
    feed.finish();
    record_.provenance.generations = result.generations;
    record_.provenance.evaluations = result.evaluations;
    stopped_by() = result.stopped_by;
    best_ = finished(problem_, std::move(result.best.plan));
}

}  // namespace nightwatt
