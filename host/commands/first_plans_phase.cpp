#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "commands/lp_run.hpp"
#include "commands/phased_run.hpp"
#include "commands/replay.hpp"
#include "commands/verified_plan.hpp"
#include "construct/packed_plan.hpp"
#include "construct/repaired_plan.hpp"
#include "errors.hpp"
#include "log.hpp"
#include "problem/adapted_start.hpp"

namespace nightwatt {

namespace {

/// However early a run is stopped, the first rules have their turn: it is to end with a plan, and
/// to say what a dispatcher would have done.
constexpr std::size_t rules_of_every_run = 2;
/// They have so long for it. Where that is not enough, a plan of few-servers has to do: some 30 s
/// after its signal Slurm ends a job, whatever it has.
constexpr double seconds_of_every_run = 5;

}  // namespace

std::string PhasedRun::rule_note() {
    const std::size_t rule = rules_asked_++;
    if (replay_ != nullptr) return replayed_note(*replay_, rule);
    const bool begins = options_.given_bound || from_ == nullptr;
    if (begins && rule < rules_of_every_run) return "";
    if (from_ == nullptr) return why_stop();
    return rule < from_->rule_notes.size() ? from_->rule_notes[rule] : "";
}

std::string PhasedRun::why_cut_short(std::size_t rule) const {
    if (replay_ != nullptr) return interruption_.why();
    const bool has_time = seconds() < rules_began_s_ + seconds_of_every_run;
    if (rule < rules_of_every_run && has_time) return "";
    // A run that goes on has the rules that it had, whatever its time limit.
    return from_ == nullptr ? why_stop() : interruption_.why();
}

/// The warm start; of a night that has changed since, with the rest in its gaps, and with what a
/// rule says of the rest, which leaves the search more to choose from.
void PhasedRun::begin_warm() {
    Plan genes = warm_start_->plan;
    genes.battery_mw.clear();
    const auto begin_with = [&](const std::string& name, Plan plan) {
        first_.insert(first_.begin(), decode_dispatched(problem_, std::move(plan)));
        log_detail(fmt::format("{}: {:.6f}{}", name, exact_cost(first_.front()),
                               first_.front().score.violation == 0 ? "" : " (infeasible)"));
    };
    if (warm_start_->before_a_change) {
        const auto by_mct = std::find_if(runs_.begin(), runs_.end(), [](const RuleRun& run) {
            return run.rule == "mct" && run.note.empty();
        });
        const Plan& by_rule = by_mct != runs_.end() ? by_mct->decoded.plan : first_.front().plan;
        begin_with("warm start, adapted", adapted_start(problem_, genes, by_rule));
        if (std::optional<Plan> repaired = repaired_plan(problem_, genes)) {
            begin_with("warm start, repaired", std::move(*repaired));
        }
        return;
    }
    try {
        require_allowed_places(problem_, genes);
        begin_with("warm start", std::move(genes));
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
        rules_began_s_ = seconds();
        runs_ = run_rules(problem_, threads(),
                          {.leave_out = [&] { return rule_note(); },
                           .cut_short = [&](std::size_t rule) { return why_cut_short(rule); }});
        if (resolved_.algorithm == "lp") {
            runs_.push_back(run_lp(problem_, resolved_, rule_note(), [&] {
                return replay_ != nullptr ? interruption_.why() : why_stop();
            }));
        }
    }
    require_going_on();
    const auto has_plan = [](const RuleRun& run) { return run.note.empty(); };
    if (!pinned_ && std::none_of(runs_.begin(), runs_.end(), has_plan)) {
        runs_.push_back(run_few_servers(problem_));
    }
    const auto is_feasible = [](const RuleRun& run) {
        return run.note.empty() && run.decoded.score.violation == 0;
    };
    if (!pinned_ && std::none_of(runs_.begin(), runs_.end(), is_feasible)) {
        // Not asked about the time: what was made of it must be repeatable, and it is short.
        const auto stop = [&] { return !interruption_.why().empty(); };
        if (std::optional<Plan> packed = packed_plan(problem_, stop)) {
            runs_.push_back({"first-fit", "", decode_dispatched(problem_, std::move(*packed))});
        }
    }
    for (const RuleRun& run : runs_) {
        if (run.note.empty()) first_.push_back(run.decoded);
        log_detail(run.note.empty()
                       ? fmt::format("rule {}: {:.6f}{}", run.rule, exact_cost(run.decoded),
                                     run.decoded.score.violation == 0 ? "" : " (infeasible)")
                       : fmt::format("rule {}: {}", run.rule, run.note));
    }
    if (warm_start_ && !pinned_) begin_warm();
    for (const DecodedPlan& decoded : first_) {
        if (options_.seen) options_.seen(decoded.plan);
    }
    settle_best();
    // A share's plan need not be feasible yet, and what is replayed ended with a plan.
    const bool may_stop = replay_ == nullptr && !options_.given_bound && !pinned_;
    if (may_stop && best_.score.violation != 0 && !why_stop().empty()) {
        throw StoppedError("stopped before there was a feasible plan; run again to go on");
    }
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

}  // namespace nightwatt
