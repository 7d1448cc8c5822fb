#include "commands/ablation_run.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "ablation/restricted.hpp"
#include "commands/plan_run.hpp"
#include "commands/verified_plan.hpp"
#include "construct/packed_plan.hpp"
#include "errors.hpp"
#include "instance/columns.hpp"
#include "instance/content_hash.hpp"
#include "log.hpp"
#include "rules/rule.hpp"
#include "signals.hpp"

namespace nightwatt {

namespace {

/// Entries of the planner's table of modes that are worth a search: 400 MB.
constexpr std::size_t most_options = 50'000'000;

class AblationRun {
  public:
    AblationRun(const Instance& instance, const SearchParameters& parameters)
        : instance_(instance), parameters_(parameters) {
        Dispatched dispatched = dispatch(instance);
        dispatched_ = std::move(dispatched.decoded.plan);
        result_.rule = std::move(dispatched.rule);
        result_.instance_hash = hash_text(content_hash(instance));
        result_.currency = instance.currency;
        result_.seed = parameters.seed;
        result_.generations = parameters.generations;
        for (const LeverFacts& facts : all_levers()) {
            if (why_absent(instance, facts.lever).empty()) ++searches_;
        }
        searches_ = 2 * searches_ + 1;
    }

    Ablation run() {
        result_.dispatcher = priced(instance_, dispatched_);
        for (const LeverFacts& facts : all_levers()) {
            LeverWorth worth{.name = std::string(facts.name),
                             .help = std::string(facts.help),
                             .asset = facts.asset,
                             .alone = {},
                             .before = {},
                             .left_out = {}};
            worth.alone.note = worth.before.note = worth.left_out.note =
                why_absent(instance_, facts.lever);
            if (worth.alone.note.empty()) weigh_alone(facts, worth);
            result_.levers.push_back(std::move(worth));
        }
        for (std::size_t i = 0; i != result_.levers.size(); ++i) {
            LeverWorth& worth = result_.levers[i];
            if (worth.left_out.note.empty()) leave_out(all_levers()[i], worth);
        }
        result_.all = search("all levers", instance_, best(std::nullopt), std::nullopt);
        return std::move(result_);
    }

  private:
    /// A plan that some levers allow: all that `missing` is not.
    struct Found {
        Plan plan;
        double cost = 0;  ///< with every asset
        std::optional<Lever> alone;
    };

    /// What a rule made of the instance.
    struct Dispatched {
        std::string rule;
        DecodedPlan decoded;
    };

    /// mct's plan; where that breaks a limit, the cheapest of other rules that does not; where all
    /// do, first fit's.
    static Dispatched dispatch(const Instance& instance) {
        const Problem problem(instance);
        const auto made_by = [&](const Rule& rule) -> Dispatched {
            return {rule.name, decode_dispatched(problem, rule.construct(problem, {}))};
        };
        Dispatched best = made_by(rule_named("mct"));
        if (best.decoded.score.violation == 0) return best;
        for (const Rule& rule : rules()) {
            if (rule.name == "mct" || rule.steps(problem) > affordable_steps) continue;
            Dispatched other = made_by(rule);
            if (other.decoded.score < best.decoded.score) best = std::move(other);
        }
        if (best.decoded.score.violation != 0) {
            if (std::optional<Plan> packed = packed_plan(problem, stop_requested)) {
                Dispatched other{"first-fit", decode_dispatched(problem, std::move(*packed))};
                if (other.decoded.score < best.decoded.score) best = std::move(other);
            }
        }
        if (best.decoded.score.violation != 0) {
            throw InfeasibleError(
                "no rule finds a feasible plan of this instance, which the levers could be weighed "
                "against; less strict caps, more servers or a longer night make room for one");
        }
        log_warning(fmt::format(
            "mct breaks a limit of this instance; levers are weighed against {}, the cheapest "
            "other rule",
            best.rule));
        return best;
    }

    /// The plan's decisions; batteries, where the instance has any, do what is cheapest for it.
    static DecodedPlan decoded(const Instance& instance, Plan plan) {
        plan.battery_mw.clear();
        return decode_dispatched(Problem(instance), std::move(plan));
    }

    static LeverPlan priced(const Instance& instance, const Plan& plan) {
        const DecodedPlan found = decoded(instance, plan);
        const Totals totals = verify_feasible(instance, found).account.totals;
        return {.note = "",
                .cost = exact_cost(found),
                .lower_bound = none,
                .energy_kwh = totals.energy_kwh,
                .carbon_kg = totals.carbon_kg,
                .late_tasks = totals.late_tasks};
    }

    void weigh_alone(const LeverFacts& facts, LeverWorth& worth) {
        if (facts.asset) {
            worth.alone = result_.dispatcher;
            try {
                worth.before =
                    priced(restricted(instance_, dispatched_, LeverSet::all().without(facts.lever)),
                           dispatched_);
            } catch (const InfeasibleError&) {  // a battery may be what keeps a cap
                worth.before.note =
                    fmt::format("without it {}'s plan is above a cap", result_.rule);
            }
            return;
        }
        worth.before = result_.dispatcher;
        worth.alone = search(fmt::format("{} alone", facts.name),
                             restricted(instance_, dispatched_, decisions_but(facts.lever)),
                             dispatched_, facts.lever);
    }

    void leave_out(const LeverFacts& facts, LeverWorth& worth) {
        worth.left_out =
            search(fmt::format("{} left out", facts.name),
                   restricted(instance_, dispatched_, LeverSet::all().without(facts.lever)),
                   best(facts.lever), std::nullopt);
    }

    /// All assets, this decision, and what the instance leaves open anyway.
    [[nodiscard]] LeverSet decisions_but(Lever lever) const {
        LeverSet free = LeverSet::all();
        for (const LeverFacts& facts : all_levers()) {
            if (!facts.asset && facts.lever != lever &&
                why_absent(instance_, facts.lever).empty()) {
                free = free.without(facts.lever);
            }
        }
        return free;
    }

    /// The cheapest plan known so far that does not use a lever; without one, the cheapest.
    [[nodiscard]] Plan best(std::optional<Lever> without) const {
        const Plan* cheapest = &dispatched_;
        double cost = result_.dispatcher.cost;
        for (const Found& one : found_) {
            // A plan of one lever alone uses no other.
            if (without && (!one.alone || one.alone == without)) continue;
            if (one.cost < cost) {
                cheapest = &one.plan;
                cost = one.cost;
            }
        }
        return *cheapest;
    }

    LeverPlan search(const std::string& what, const Instance& variant, const Plan& from,
                     std::optional<Lever> alone) {
        if (stop_requested()) throw StoppedError("stopped before every lever was weighed");
        ++searched_;
        if (modes_of(variant) * variant.tasks.size() > most_options) {
            return {.note = "takes too much memory at this size"};
        }
        RunOptions options;
        options.part_of_a_series = true;
        PlanRecord record;
        try {
            record =
                run_plan(variant, parameters_, WarmStart{decoded(variant, from).plan}, options);
        } catch (const InfeasibleError&) {
            log_info(
                fmt::format("{} of at most {}: {}, no feasible plan", searched_, searches_, what));
            return {.note = "no feasible plan was found"};
        }
        if (stop_requested()) throw StoppedError("stopped before every lever was weighed");
        const Totals& totals = record.account.totals;
        log_info(fmt::format("{} of at most {}: {}, cost {:.6f}", searched_, searches_, what,
                             totals.cost));
        found_.push_back({record.plan, exact_cost(decoded(instance_, record.plan)), alone});
        return {.note = "",
                .cost = totals.cost,
                .lower_bound = record.lower_bound,
                .energy_kwh = totals.energy_kwh,
                .carbon_kg = totals.carbon_kg,
                .late_tasks = totals.late_tasks};
    }

    const Instance& instance_;
    const SearchParameters& parameters_;
    Plan dispatched_;
    Ablation result_;
    std::vector<Found> found_;
    int searches_ = 0;
    int searched_ = 0;
};

}  // namespace

Ablation run_ablation(const Instance& instance, const SearchParameters& parameters) {
    return AblationRun(instance, parameters).run();
}

}  // namespace nightwatt
