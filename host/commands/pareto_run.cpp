#include "commands/pareto_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "commands/interruption.hpp"
#include "commands/money.hpp"
#include "commands/plan_run.hpp"
#include "commands/verified_plan.hpp"
#include "config/parameter_text.hpp"
#include "kernels/units.hpp"
#include "log.hpp"
#include "pareto/front_steps.hpp"
#include "pareto/variants.hpp"
#include "stopwatch.hpp"

namespace nightwatt {

namespace {

constexpr double least_weight = 1e-3;
constexpr double greatest_weight = 1e3;
/// Of the time limit, for the first run, whose plan all others begin with or come from.
constexpr double first_share = 0.2;

/// The greatest factor on tardiness that keeps the planner's sums, and each task's weight, within
/// its integers.
double greatest_factor(const Problem& problem) {
    const ProblemView p = problem.view();
    std::int64_t heaviest = 1;
    for (std::uint32_t j = 0; j < p.task_count; ++j) {
        heaviest = std::max(heaviest, p.tasks[j].tardiness_weight);
    }
    const double room = std::min(std::ldexp(1.0, 60) / std::max(problem.worst_cost_nano(), 1.0),
                                 std::ldexp(1.0, 61) / static_cast<double>(heaviest));
    return std::clamp(room, 1.0, greatest_weight);
}

class FrontRun {
  public:
    FrontRun(const Instance& instance, const SearchParameters& parameters,
             const FrontRequest& request)
        : instance_(instance),
          parameters_(parameters),
          request_(request),
          problem_(instance),
          interruption_(parameters.job_margin_s),
          front_(request.objectives) {
        if (parameters_.change_penalty > 0) {
            log_info("replan.change_penalty is not used: no plan was published");
        }
        parameters_.change_penalty = 0;
        parameters_ = with_limit(parameters_);
        limit_s_ = parameters_.time_limit_s;
    }

    FrontRecord run() {
        if (request_.objectives == FrontObjectives::EnergyTardiness) {
            run_weights();
        } else {
            run_limits();
        }
        return record();
    }

  private:
    [[nodiscard]] std::string why_stop() const {
        if (std::string why = interruption_.why(); !why.empty()) return why;
        if (runs_ >= request_.runs) return "number of runs";
        // A run of a hundredth of a second finds nothing.
        if (limit_s_ > 0 && clock_.seconds() + 0.01 >= limit_s_) return "time limit";
        return "";
    }

    /// One search on a variant, from a plan of the front where there is one. False: the work is
    /// over.
    bool search(const std::string& what, const Instance& variant, const FrontPoint* start) {
        stopped_by_ = why_stop();
        // The first run is what there is to write, whatever the clock says.
        if (runs_ > 0 && !stopped_by_.empty()) return false;
        ++runs_;
        SearchParameters parameters = parameters_;
        parameters.seed ^= round_;
        if (limit_s_ > 0) {
            double share = 1 / static_cast<double>(request_.runs - runs_ + 1);
            if (runs_ == 1) share = std::max(share, first_share);
            parameters.time_limit_s = std::max(0.01, share * (limit_s_ - clock_.seconds()));
        }
        RunOptions options;
        options.seen = [&](const Plan& genes) { offer(genes); };
        options.part_of_a_series = true;
        std::optional<WarmStart> warm_start;
        if (start != nullptr) warm_start = WarmStart{start->plan};
        offer(run_plan(variant, parameters, warm_start, options).plan);
        log_info(fmt::format("run {} of {}: {}; {} points", runs_, request_.runs, what,
                             front_.points().size()));
        return true;
    }

    void offer(const Plan& genes) {
        const DecodedPlan decoded = decode_dispatched(problem_, genes);
        if (decoded.score.violation == 0) front_.add(front_point(problem_, decoded));
    }

    /// Whether to begin anew with other random numbers, once all is tried that the front suggests.
    bool next_round(const std::string& all_tried) {
        const bool random = parameters_.algorithm != "rules" && parameters_.algorithm != "lp";
        ++round_;
        if (!random) stopped_by_ = all_tried;
        return random;
    }

    bool search_weight(double weight) {
        const double factor = std::clamp(weight, least_weight, greatest_factor(problem_));
        const FrontPoint* const start =
            front_.points().empty() ? nullptr : &best_for_weight(front_, factor);
        return search(fmt::format("tardiness times {:.4g}", factor),
                      with_tardiness_weight(instance_, factor), start);
    }

    void run_weights() {
        do {
            for (const double weight : {1.0, least_weight, greatest_weight}) {
                if (!search_weight(weight)) return;
            }
            WeightSteps steps;
            while (const std::optional<double> weight = steps.next(front_)) {
                if (!search_weight(*weight)) return;
            }
        } while (next_round("every pair of neighbours was tried"));
    }

    void run_limits() {
        do {
            const FrontPoint* const last =
                front_.points().empty() ? nullptr : &front_.points().back();
            if (!search("least energy", with_tardiness_weight(instance_, 0), last)) return;
            if (!search("least makespan", with_makespan_alone(instance_),
                        &front_.points().front())) {
                return;
            }
            LimitSteps steps;
            // The shortest plan first, for less energy at no more than its makespan.
            std::optional<std::int64_t> limit = front_.other(0);
            while (limit) {
                if (!search(fmt::format("closing at {:.3f} s", static_cast<double>(*limit) / 1e3),
                            closing_at(instance_, *limit), &best_within(front_, *limit))) {
                    return;
                }
                limit = steps.next(front_);
            }
        } while (next_round("neighbours leave no limit to try"));
    }

    /// Has the referee recompute every point; the most that rounding explains of any cost.
    double rounding() {
        double most = 0;
        for (const FrontPoint& point : front_.points()) {
            const Audit found = verify_feasible(instance_, decode(problem_, point.plan));
            most = std::max(most, found.allowed_difference);
        }
        return most;
    }

    FrontRecord record() {
        FrontRecord record;
        record.objectives = name_of(request_.objectives);
        const bool priced = request_.objectives == FrontObjectives::EnergyTardiness;
        const auto rounding_nano =
            static_cast<std::int64_t>(std::ceil(rounding() * nano_per_money));
        const Front front = front_.told_apart(rounding_nano, priced ? rounding_nano : 0);
        for (const FrontPoint& point : front.points()) {
            const DecodedPlan decoded = decode(problem_, point.plan);
            record.rows.push_back({.energy = money(point.energy_nano),
                                   .tardiness_cost = money(point.tardiness_nano),
                                   .makespan_s = static_cast<double>(point.makespan_ms) / 1e3,
                                   .plan = decoded.plan});
        }
        const double other_units = priced ? nano_per_money : 1e3;
        const Hypervolume volume = hypervolume(front);
        record.hypervolume = volume.area / nano_per_money / other_units;
        record.reference_other = volume.other / other_units;
        record.reference_energy = volume.energy / nano_per_money;
        record.runs = runs_;
        record.seed = parameters_.seed;
        record.seconds = clock_.seconds();
        record.stopped_by = stopped_by_;
        SearchParameters stored = parameters_;
        record.configuration = toml_values(describe(stored));
        return record;
    }

    const Instance& instance_;
    SearchParameters parameters_;
    FrontRequest request_;
    Problem problem_;
    Interruption interruption_;
    Front front_;
    Stopwatch clock_;
    double limit_s_ = 0;
    std::int64_t runs_ = 0;
    std::int64_t round_ = 0;
    std::string stopped_by_;
};

}  // namespace

FrontRecord run_pareto(const Instance& instance, const SearchParameters& parameters,
                       const FrontRequest& request) {
    return FrontRun(instance, parameters, request).run();
}

}  // namespace nightwatt
