#include "commands/plan_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "backend/backend.hpp"
#include "commands/checkpoint_keeper.hpp"
#include "commands/lp_run.hpp"
#include "commands/naming_file.hpp"
#include "commands/phased_run.hpp"
#include "commands/price_start.hpp"
#include "commands/replay.hpp"
#include "commands/search_text.hpp"
#include "commands/verified_plan.hpp"
#include "config/parameter_text.hpp"
#include "errors.hpp"
#include "instance/check.hpp"
#include "log.hpp"
#include "problem/adapted_start.hpp"
#include "problem/pinned_plan.hpp"
#include "rank_place.hpp"

namespace nightwatt {

namespace {

/// Rounds of building plans from prices that end them, if the best plan stays as it is.
constexpr std::int64_t rounds_without_gain = 20;

/// What the bound must rise by, as a share of it, for the plan file to say so.
constexpr double least_noted_rise = 1e-4;

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
    log_info(search_text(parameters, resolved));
    log_detail(toml_values(describe(resolved)));
    for (const RoundingError& error : problem.rounding()) {
        log_detail(fmt::format("rounding of {}: at most {:.3g}, relative {:.3g} ({} values)",
                               error.quantity, error.largest_absolute, error.largest_relative,
                               error.values));
    }
}

void sort_by_score(std::vector<DecodedPlan>& plans) {
    std::stable_sort(plans.begin(), plans.end(),
                     [](const DecodedPlan& a, const DecodedPlan& b) { return a.score < b.score; });
}

/// What the plan must stay close to: the warm start, where moving away from it costs something.
PublishedPlan published_of(const SearchParameters& parameters,
                           const std::optional<WarmStart>& warm_start) {
    if (!warm_start || parameters.change_penalty == 0) return {};
    return publish(warm_start->plan, parameters.change_penalty,
                   std::llround(parameters.change_tolerance_s * 1e3));
}

SearchParameters continued(const SearchParameters& parameters, const RunOptions& options) {
    return options.keeper == nullptr ? parameters : options.keeper->continued(parameters);
}

void nothing_more(Checkpoint&) {}

}  // namespace

PhasedRun::PhasedRun(const Instance& instance, const SearchParameters& parameters,
                     const std::optional<WarmStart>& warm_start, const RunOptions& options)
    : instance_(instance),
      warm_start_(warm_start),
      options_(options),
      replay_(options.replay),
      published_(published_of(parameters, warm_start)),
      problem_(naming_file(options.instance_path, [&] { return Problem(instance, published_); })),
      resolved_(resolve(continued(parameters, options), problem_,
                        items_at_once_of(parameters.backend),
                        options.given_bound ? 1u : static_cast<std::uint32_t>(rank_place.ranks))),
      others_threads_(parameters.threads == automatic_value
                          ? 0
                          : static_cast<std::uint32_t>(parameters.threads)),
      interruption_(resolved_.job_margin_s, options.told_to_stop),
      pinned_(pinned_plan(problem_)),
      bound_(problem_, resolved_) {
    if (!options.part_of_a_series) log_settings(instance, problem_, parameters, resolved_);
    const auto ago = [](double s) {
        return std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(s));
    };
    begin_ -= ago(options.before_s);
    if (options.keeper == nullptr) return;
    options.keeper->identify(instance, resolved_,
                             warm_start ? hash_text(start_hash(warm_start->plan)) : "");
    from_ = options.keeper->from();
    if (from_ == nullptr) return;
    begin_ = Clock::now() - ago(from_->seconds);
}

PlanRecord PhasedRun::run() {
    find_first_plans();
    raise_bound();
    if (stopped_by().empty() && bound_.method() != nullptr) build_from_prices();
    if (stopped_by().empty()) search();
    if (options_.keeper != nullptr && !interruption_.why().empty()) options_.keeper->hold();
    return record();
}

void PhasedRun::tell(const std::string& line) const {
    if (options_.part_of_a_series) {
        log_detail(line);
    } else {
        log_info(line);
    }
}

double PhasedRun::seconds() const {
    return std::chrono::duration<double>(Clock::now() - begin_).count();
}

std::string PhasedRun::why_stop() const {
    if (std::string why = interruption_.why(); !why.empty()) return why;
    if (resolved_.time_limit_s > 0 && seconds() >= resolved_.time_limit_s) return "time limit";
    return "";
}

bool PhasedRun::spent(double share) const {
    const double limit_s = resolved_.time_limit_s;
    if (!limited_by_clock(resolved_)) share = 1;
    return limit_s > 0 && seconds() >= std::min(phase_began_s_ + share * limit_s, limit_s);
}

void PhasedRun::begin(RunPhase phase) {
    phase_ = phase;
    phase_began_s_ = resumes_in(phase) ? from_->phase_began_s : seconds();
}

void PhasedRun::keep(const std::function<void(Checkpoint&)>& fill) {
    if (options_.keeper == nullptr) return;
    options_.keeper->offer(!interruption_.why().empty(), seconds(), [&](Checkpoint& to) {
        to.phase = phase_;
        to.phase_began_s = phase_began_s_;
        for (const RuleRun& run : runs_) to.rule_notes.push_back(run.note);
        if (bound_.method() != nullptr) to.bound = bound_.method()->state();
        fill(to);
    });
}

std::string PhasedRun::rule_note() {
    const std::size_t rule = rules_asked_++;
    if (replay_ != nullptr) return replayed_note(*replay_, rule);
    // However early a run is stopped, a few rules have their turn: it is to end with a plan.
    constexpr std::size_t rules_of_every_run = 2;
    const bool begins = options_.given_bound || from_ == nullptr;
    if (begins && rule < rules_of_every_run) return "";
    if (from_ == nullptr) return why_stop();
    return rule < from_->rule_notes.size() ? from_->rule_notes[rule] : "";
}

/// The warm start; of a night that has changed since, with what a rule says of the rest.
DecodedPlan PhasedRun::begin_warm() const {
    Plan genes = warm_start_->plan;
    genes.battery_mw.clear();
    if (warm_start_->before_a_change) {
        const auto by_mct = std::find_if(runs_.begin(), runs_.end(), [](const RuleRun& run) {
            return run.rule == "mct" && run.note.empty();
        });
        const Plan& by_rule = by_mct != runs_.end() ? by_mct->decoded.plan : first_.front().plan;
        return decode_dispatched(problem_, adapted_start(problem_, genes, by_rule));
    }
    try {
        require_allowed_places(problem_, genes);
        return decode_dispatched(problem_, std::move(genes));
    } catch (const InputError& error) {
        std::vector<std::string> problems{"--warm-start: is no plan of this instance:"};
        problems.insert(problems.end(), error.problems().begin(), error.problems().end());
        throw InputError(std::move(problems));
    }
}

void PhasedRun::find_first_plans() {
    if (pinned_) {
        first_.push_back(decode_dispatched(problem_, *pinned_));
    } else {
        runs_ = run_rules(problem_, threads(), [&] { return rule_note(); });
        if (resolved_.algorithm == "lp") {
            runs_.push_back(run_lp(problem_, resolved_, rule_note(), [&] {
                return replay_ != nullptr ? interruption_.why() : why_stop();
            }));
        }
    }
    for (const RuleRun& run : runs_) {
        if (run.note.empty()) first_.push_back(run.decoded);
        log_detail(run.note.empty()
                       ? fmt::format("rule {}: {:.6f}{}", run.rule, exact_cost(run.decoded),
                                     run.decoded.score.violation == 0 ? "" : " (infeasible)")
                       : fmt::format("rule {}: {}", run.rule, run.note));
    }
    if (warm_start_ && !pinned_) first_.insert(first_.begin(), begin_warm());
    for (const DecodedPlan& decoded : first_) {
        if (options_.seen) options_.seen(decoded.plan);
    }
    sort_by_score(first_);
    // A share's plan need not be feasible yet, and what is replayed ended with a plan.
    const bool may_stop = replay_ == nullptr && !options_.given_bound && !pinned_;
    if (may_stop && first_.front().score.violation != 0 && !why_stop().empty()) {
        throw StoppedError("stopped before there was a feasible plan; run again to go on");
    }
    best_ = first_.front();
    problem_.set_dispatch(best_.plan.battery_mw);
    record_.provenance.backend = "cpu";
    stopped_by() = why_no_search();
}

std::string PhasedRun::why_no_search() const {
    if (pinned_) return problem_.tasks() == 0 ? "nothing to plan" : "pins: every task is pinned";
    std::string why;
    if (replay_ == nullptr) {
        why = why_stop();
    } else if (replay_->generations.empty()) {
        why = replay_->provenance.stopped_by;
    }
    if (why.empty() && resolved_.algorithm == "rules") return "rules done";
    if (why.empty() && resolved_.algorithm == "lp") return "lp done";
    return why;
}

void PhasedRun::note_bound(const LowerBound& proven) {
    if (proven.cost_nano == INT64_MIN) return;
    const double value = static_cast<double>(proven.cost_nano) / nano_per_money;
    std::vector<BoundRecord>& bounds = record_.bounds;
    if (!bounds.empty()) {
        const double known = bounds.back().lower_bound;
        if (value - known <= least_noted_rise * std::abs(known)) return;
    }
    bounds.push_back({proven.steps, value, seconds()});
}

void PhasedRun::raise_bound() {
    // Of the plans that differ by what batteries do, the best one is known but for rounding.
    if (pinned_ && problem_.batteries().empty()) {
        bound_.only_plan(best_.score);
        return;
    }
    if (!options_.with_bound) return;
    begin(RunPhase::Bound);
    if (options_.given_bound) return bound_.follow(options_.given_bound(problem_));
    // A run that was interrupted before it had all its first plans begins anew.
    const bool kept = stopped_by().empty() && !resumes_after(RunPhase::Bound);
    const auto stop = [&](const LowerBound& proven) {
        note_bound(proven);
        if (kept) keep(nothing_more);
        if (resumes_after(RunPhase::Bound)) return true;
        if (replay_ != nullptr) return proven.steps >= replay_->provenance.bound_steps;
        return proven.steps >= resolved_.bound_steps || !interruption_.why().empty() ||
               spent(resolved_.bound_time_share);
    };
    bound_.raise(stop, from_ != nullptr ? &from_->bound : nullptr);
    note_bound(bound_.proven());
    if (kept) keep(nothing_more);
    tell(bound_.text(instance_, seconds()));
}

void PhasedRun::build_from_prices() {
    if (resumes_after(RunPhase::Prices)) {
        record_.provenance.price_rounds = from_->prices.rounds;
        return;
    }
    begin(RunPhase::Prices);
    bool begun = false;
    PriceStartRules rules;
    rules.between = [&](const PriceRounds& rounds) {
        begun = true;
        keep([&](Checkpoint& to) { to.prices = rounds.state(); });
    };
    rules.stop = [&](std::int64_t rounds, std::int64_t stalled) {
        if (replay_ != nullptr) return rounds >= replay_->provenance.price_rounds;
        if (rounds >= resolved_.price_rounds || stalled >= rounds_without_gain) return true;
        // The first plans are worth more than the search that they delay.
        return !interruption_.why().empty() || spent(rounds == 0 ? 1 : resolved_.prices_time_share);
    };
    if (resumes_in(RunPhase::Prices)) rules.from = &from_->prices;
    PriceStart start = start_by_prices(problem_, *bound_.method(), threads(), rules);
    if (!begun) keep(nothing_more);
    record_.provenance.price_rounds = start.rounds;
    for (DecodedPlan& decoded : start.plans) {
        first_.push_back(decode_dispatched(problem_, std::move(decoded.plan)));
    }
    sort_by_score(first_);
    best_ = first_.front();
    problem_.set_dispatch(best_.plan.battery_mw);
    tell(fmt::format("prices: {} rounds; best plan {:.6f}, {:.1f} s so far", start.rounds,
                     exact_cost(best_), seconds()));
}

PlanRecord PhasedRun::record() {
    const bool stopped = replay_ == nullptr && !interruption_.why().empty();
    if (stopped && best_.score.violation != 0) {
        throw StoppedError("stopped before there was a feasible plan; run again to go on");
    }
    const Audit verdict = verify_feasible(instance_, best_, published_);
    log_detail(verdict.allowed_reason);
    record_.plan = std::move(best_.plan);
    record_.published = published_;
    record_.account = verdict.account;
    record_.account.totals.cost = exact_cost(best_);
    bound_.store(record_, best_.score);
    record_.allowed_difference = verdict.allowed_difference;
    for (const RuleRun& run : runs_) {
        BaselineRecord baseline{run.rule, run.note, true, {}};
        if (run.note.empty()) {
            Account account = audit(instance_, run.decoded.plan, published_).account;
            baseline.totals = account.totals;
            baseline.slot_energy = std::move(account.slot_energy);
            baseline.feasible = run.decoded.score.violation == 0;
        }
        record_.baselines.push_back(std::move(baseline));
    }
    SearchParameters stored = resolved_;
    record_.provenance.made_by = "plan";
    record_.provenance.configuration = toml_values(describe(stored));
    record_.provenance.seed = resolved_.seed;
    if (warm_start_) record_.provenance.warm_start_hash = hash_text(start_hash(warm_start_->plan));
    record_.provenance.instance_hash = content_hash(instance_);
    record_.provenance.seconds = seconds();
    return std::move(record_);
}

PlanRecord run_plan(const Instance& instance, const SearchParameters& parameters,
                    const std::optional<WarmStart>& warm_start, const RunOptions& options) {
    return PhasedRun(instance, parameters, warm_start, options).run();
}

}  // namespace nightwatt
