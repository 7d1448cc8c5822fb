#include "commands/scenario_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <exception>
#include <string>
#include <vector>

#include "config/parameter_table.hpp"
#include "errors.hpp"
#include "forecast/scenarios.hpp"
#include "log.hpp"
#include "problem/carried_out.hpp"
#include "referee/referee.hpp"

namespace nightwatt {

namespace {

struct Outcome {
    double cost = 0;
    std::int64_t late = 0;
    std::int64_t beyond = 0;  ///< tasks that end after the night, or their server's window
    bool feasible = true;
};

/// The value that a share of the sorted values lies below.
template <class Value>
Value quantile(const std::vector<Value>& sorted, double share) {
    return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1) + 0.5)];
}

/// Moments by which tasks of each server are to end.
std::vector<std::int64_t> closing_ms(const Instance& night) {
    std::vector<std::int64_t> all;
    for (const double close_s : night.servers.close_s) {
        const bool own = close_s < night.horizon_s;
        all.push_back(std::llround((own ? close_s : night.horizon_s) * 1000));
    }
    return all;
}

/// Whether a violation is that a task ends after the night and another one: it is counted already.
bool is_late_end(const std::string& violation) {
    return violation.rfind("horizon:", 0) == 0;
}

/// One way in which a forecast night may turn out, and the plan in it.
class Scenario {
  public:
    Scenario(const Instance& expected, const Plan& plan)
        : plan_(plan),
          close_ms_(closing_ms(expected)),
          runtimes_vary_(expected.runtime_spreads.size() > 0),
          expected_(runtimes_vary_ ? prolonged_night(expected) : expected),
          night_(expected_) {}

    Outcome play(const PublishedPlan& published, std::int64_t seed, std::uint32_t number) {
        night_.series = scenario_series(expected_, seed, number);
        if (runtimes_vary_) draw_runtimes(seed, number);
        const Plan& plan = runtimes_vary_ ? followed_ : plan_;
        const Audit found = audit(night_, plan, published, SeriesKind::Happened);
        Outcome outcome{found.account.totals.cost, found.account.totals.late_tasks, 0,
                        std::all_of(found.violations.begin(), found.violations.end(), is_late_end)};
        for (std::size_t task = 0; task < plan.size(); ++task) {
            const auto server = static_cast<std::size_t>(plan.server[task]);
            outcome.beyond += plan.end_ms[task] > close_ms_[server] ? 1 : 0;
        }
        return outcome;
    }

  private:
    void draw_runtimes(std::int64_t seed, std::uint32_t number) {
        const std::vector<double> factors = scenario_runtime_factors(expected_, seed, number);
        for (std::size_t row = 0; row < night_.runtimes.size(); ++row) {
            const auto task = static_cast<std::size_t>(night_.runtimes.task[row]);
            // The planner knows whole milliseconds.
            night_.runtimes.runtime_s[row] =
                std::max(0.001, expected_.runtimes.runtime_s[row] *
                                    std::min(factors[task], longest_factor(task)));
        }
        followed_ = carried_out(night_, plan_);
    }

    /// A task is followed to the end of another night: what would run on fits no server there.
    [[nodiscard]] double longest_factor(std::size_t task) const {
        const auto left_ms = expected_.horizon_s * 1000 - static_cast<double>(plan_.start_ms[task]);
        // Its planned runtime was rounded to milliseconds, by half of one.
        return left_ms / static_cast<double>(plan_.end_ms[task] - plan_.start_ms[task] + 1);
    }

    const Plan& plan_;
    std::vector<std::int64_t> close_ms_;  ///< [server]
    bool runtimes_vary_;
    Instance expected_;
    Instance night_;
    Plan followed_;
};

}  // namespace

std::size_t scenarios_for(const Instance& instance) {
    const double tasks = static_cast<double>(std::max<std::size_t>(instance.tasks.size(), 1));
    return static_cast<std::size_t>(std::clamp(1e6 / tasks, 10.0, 200.0));
}

ScenarioRange run_scenarios(const Instance& instance, const Plan& plan,
                            const PublishedPlan& published, std::int64_t seed, std::size_t count,
                            int threads) {
    std::vector<Outcome> outcomes(count);
    std::exception_ptr failure;
#pragma omp parallel num_threads(threads)
    {
        Scenario scenario(instance, plan);
#pragma omp for schedule(dynamic)
        for (std::size_t s = 0; s < count; ++s) {
            try {
                outcomes[s] = scenario.play(published, seed, static_cast<std::uint32_t>(s));
            } catch (...) {
#pragma omp critical
                failure = std::current_exception();
            }
        }
    }
    if (failure) std::rethrow_exception(failure);
    ScenarioRange range;
    range.scenarios = count;
    std::vector<double> costs;
    std::vector<std::int64_t> late;
    std::vector<std::int64_t> beyond;
    for (const Outcome& outcome : outcomes) {
        costs.push_back(outcome.cost);
        late.push_back(outcome.late);
        beyond.push_back(outcome.beyond);
        range.cost_mean += outcome.cost / static_cast<double>(count);
        range.infeasible += outcome.feasible ? 0 : 1;
    }
    std::sort(costs.begin(), costs.end());
    std::sort(late.begin(), late.end());
    std::sort(beyond.begin(), beyond.end());
    range.cost_low = quantile(costs, 0.05);
    range.cost_high = quantile(costs, 0.95);
    range.late_low = quantile(late, 0.05);
    range.late_high = quantile(late, 0.95);
    range.beyond_low = quantile(beyond, 0.05);
    range.beyond_high = quantile(beyond, 0.95);
    return range;
}

ScenarioRange scenarios_of(const Instance& instance, const PlanRecord& record,
                           const ForecastParameters& parameters) {
    if (instance.spreads.size() == 0 && instance.runtime_spreads.size() == 0) return {};
    const std::size_t count = parameters.scenarios == automatic_value
                                  ? scenarios_for(instance)
                                  : static_cast<std::size_t>(parameters.scenarios);
    if (count == 0) return {};
    try {
        return run_scenarios(instance, record.plan, record.published, record.provenance.seed, count,
                             threads_of(parameters));
    } catch (const InputError& error) {  // a night twice as long may be too long for integers
        log_warning(fmt::format("no scenarios: {}", error.what()));
        return {};
    }
}

}  // namespace nightwatt
