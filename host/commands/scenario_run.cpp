#include "commands/scenario_run.hpp"

#include <algorithm>
#include <exception>
#include <vector>

#include "forecast/scenarios.hpp"
#include "referee/referee.hpp"

namespace nightwatt {

namespace {

struct Outcome {
    double cost = 0;
    std::int64_t late = 0;
    bool feasible = true;
};

/// The value that a share of the sorted values lies below.
template <class Value>
Value quantile(const std::vector<Value>& sorted, double share) {
    return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1) + 0.5)];
}

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
        Instance night = instance;
#pragma omp for schedule(dynamic)
        for (std::size_t s = 0; s < count; ++s) {
            try {
                night.series = scenario_series(instance, seed, static_cast<std::uint32_t>(s));
                const Audit found = audit(night, plan, published, SeriesKind::Happened);
                outcomes[s] = {found.account.totals.cost, found.account.totals.late_tasks,
                               found.violations.empty()};
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
    for (const Outcome& outcome : outcomes) {
        costs.push_back(outcome.cost);
        late.push_back(outcome.late);
        range.cost_mean += outcome.cost / static_cast<double>(count);
        range.infeasible += outcome.feasible ? 0 : 1;
    }
    std::sort(costs.begin(), costs.end());
    std::sort(late.begin(), late.end());
    range.cost_low = quantile(costs, 0.05);
    range.cost_high = quantile(costs, 0.95);
    range.late_low = quantile(late, 0.05);
    range.late_high = quantile(late, 0.95);
    return range;
}

}  // namespace nightwatt
