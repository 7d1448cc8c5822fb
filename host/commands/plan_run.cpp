#include "commands/plan_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "commands/checkpoint_keeper.hpp"
#include "commands/naming_file.hpp"
#include "commands/phased_run.hpp"
#include "commands/search_text.hpp"
#include "commands/verified_plan.hpp"
#include "config/parameter_text.hpp"
#include "errors.hpp"
#include "instance/content_hash.hpp"
#include "log.hpp"
#include "problem/pinned_plan.hpp"
#include "search/unused_settings.hpp"

namespace nightwatt {

namespace {

void log_settings(const Instance& instance, const Problem& problem, SearchParameters parameters,
                  SearchParameters resolved, const std::vector<std::string>& unused) {
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
    for (const std::string& line : unused) log_warning(line);
    for (const RoundingError& error : problem.rounding()) {
        log_detail(fmt::format("rounding of {}: at most {:.3g}, relative {:.3g} ({} values)",
                               error.quantity, error.largest_absolute, error.largest_relative,
                               error.values));
    }
}

/// What the plan must stay close to: the warm start, where moving away from it costs something.
PublishedPlan published_of(const SearchParameters& parameters,
                           const std::optional<WarmStart>& warm_start) {
    if (!warm_start || parameters.change_penalty == 0) return {};
    return publish(warm_start->plan, parameters.change_penalty,
                   std::llround(parameters.change_tolerance_s * 1e3));
}

}  // namespace

PhasedRun::PhasedRun(const Instance& instance, const SearchParameters& parameters,
                     const std::optional<WarmStart>& warm_start, const RunOptions& options)
    : instance_(instance),
      warm_start_(warm_start),
      options_(options),
      replay_(options.replay),
      published_(published_of(parameters, warm_start)),
      problem_(naming_file(options.instance_path, [&] { return Problem(instance, published_); })),
      asked_(parameters),
      settings_(settle(parameters, problem_, options)),
      others_threads_(parameters.threads == automatic_value
                          ? 0
                          : static_cast<std::uint32_t>(parameters.threads)),
      interruption_(resolved_.job_margin_s, options.told_to_stop),
      pinned_(pinned_plan(problem_)),
      bound_(&problem_) {
    if (!options.part_of_a_series) {
        // A recorded run names every setting.
        const std::vector<std::string> unused =
            replay_ != nullptr ? std::vector<std::string>()
                               : unused_settings(parameters, resolved_, warm_start.has_value());
        log_settings(instance, problem_, parameters, resolved_, unused);
    }
    if (options.keeper == nullptr) return;
    identify();
    from_ = options.keeper->from();
    if (from_ != nullptr) clock_ = Stopwatch(from_->seconds);
}

void PhasedRun::identify() {
    SearchParameters asked = resolved_;
    if (options_.part_of_time_s > 0) asked.time_limit_s = asked_.time_limit_s;
    options_.keeper->identify(instance_, asked,
                              warm_start_ ? hash_text(start_hash(warm_start_->plan)) : "");
}

PlanRecord PhasedRun::run() {
    find_first_plans();
    raise_bound();
    require_going_on();
    if (stopped_by().empty() && bound_.method() != nullptr) build_from_prices();
    require_going_on();
    if (stopped_by().empty()) search();
    if (options_.keeper != nullptr && is_interruption(stopped_by())) options_.keeper->hold();
    return record();
}

void PhasedRun::require_going_on() const {
    if (replay_ == nullptr || interruption_.why().empty()) return;
    throw StoppedError("the replay was stopped before its first generation: nothing is compared");
}

void PhasedRun::settle_best() {
    std::stable_sort(first_.begin(), first_.end(),
                     [](const DecodedPlan& a, const DecodedPlan& b) { return a.score < b.score; });
    best_ = first_.front();
    problem_.set_dispatch(best_.plan.battery_mw);
}

void PhasedRun::tell(const std::string& line) const {
    if (options_.part_of_a_series) {
        log_detail(line);
    } else {
        log_info(line);
    }
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
    const auto fill_all = [&](Checkpoint& to) {
        to.phase = phase_;
        to.phase_began_s = phase_began_s_;
        for (const RuleRun& run : runs_) to.rule_notes.push_back(run.note);
        if (bound_.method() != nullptr) to.bound = bound_.method()->state();
        fill(to);
    };
    const bool interrupted = !interruption_.why().empty();
    // Other shares are still to be planned.
    if (search_is_over_ && !interrupted && options_.given_bound) {
        options_.keeper->write(seconds(), fill_all);
    } else {
        options_.keeper->offer(interrupted, seconds(), fill_all);
    }
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
    bound_.store(record_, exact_cost(best_));
    record_.allowed_difference = verdict.allowed_difference;
    for (const RuleRun& run : runs_) {
        BaselineRecord baseline{run.rule, run.note, true, {}};
        if (run.note.empty()) {
            Account account = audit(instance_, run.decoded.plan, published_).account;
            baseline.totals = account.totals;
            baseline.slot_energy = std::move(account.slot_energy);
            baseline.feasible = run.decoded.score.violation == 0;
            // As exactly as the plan beside it.
            if (baseline.feasible) baseline.totals.cost = exact_cost(run.decoded);
            // Rules plan anew: what they move is counted, but a saving is not to be made of it.
            baseline.totals.cost -= baseline.totals.change_cost;
            baseline.totals.change_cost = 0;
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
