#include <fmt/format.h>

#include <utility>

#include "backend/backend.hpp"
#include "commands/phased_run.hpp"
#include "commands/price_start.hpp"
#include "commands/verified_plan.hpp"
#include "log.hpp"

namespace nightwatt {

namespace {

/// Rounds of building plans from prices that end them, if the best plan stays as it is.
constexpr std::int64_t rounds_without_gain = 20;

void nothing_more(Checkpoint&) {}

}  // namespace

void PhasedRun::raise_bound() {
    // Of the plans that differ by what batteries do, the best one is known but for rounding.
    if (pinned_ && problem_.batteries().empty()) {
        bound_.only_plan(best_.score);
        return;
    }
    begin(RunPhase::Bound);
    if (options_.given_bound) return bound_.follow(options_.given_bound(problem_));
    // A run that was interrupted before it had all its first plans begins anew.
    const bool kept = stopped_by().empty() && !resumes_after(RunPhase::Bound);
    const auto stop = [&](const LowerBound& proven) {
        PlanBound::note(proven, seconds(), record_.bounds);
        if (kept) keep(nothing_more);
        if (resumes_after(RunPhase::Bound)) return true;
        if (!interruption_.why().empty()) return true;
        if (replay_ != nullptr) return proven.steps >= replay_->provenance.bound_steps;
        return proven.steps >= resolved_.bound_steps || spent(resolved_.bound_time_share);
    };
    if (resolved_.bound_steps > 0) {
        const auto warn = [](const std::string& why) {
            log_warning(fmt::format("{}; the CPU goes on with the bound", why));
        };
        bound_.raise(create_bound(problem_, threads(), least_gain_in_plan,
                                  task_pass_of(settings_.backend, threads(), warn)),
                     stop, from_ != nullptr ? &from_->bound : nullptr);
    }
    PlanBound::note(bound_.proven(), seconds(), record_.bounds);
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
        if (!interruption_.why().empty()) return true;
        if (replay_ != nullptr) return rounds >= replay_->provenance.price_rounds;
        if (rounds >= resolved_.price_rounds || stalled >= rounds_without_gain) return true;
        // The first plans are worth more than the search that they delay.
        return spent(rounds == 0 ? 1 : resolved_.prices_time_share);
    };
    if (resumes_in(RunPhase::Prices)) rules.from = &from_->prices;
    PriceStart start = start_by_prices(problem_, *bound_.method(), threads(), rules);
    if (!begun) keep(nothing_more);
    record_.provenance.price_rounds = start.rounds;
    for (DecodedPlan& decoded : start.plans) {
        first_.push_back(decode_dispatched(problem_, std::move(decoded.plan)));
    }
    settle_best();
    tell(fmt::format("prices: {} rounds; best plan {:.6f}, {:.1f} s so far", start.rounds,
                     exact_cost(best_), seconds()));
}

}  // namespace nightwatt
