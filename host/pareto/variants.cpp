#include "pareto/variants.hpp"

#include <algorithm>
#include <cmath>

namespace nightwatt {

Instance with_tardiness_weight(Instance instance, double factor) {
    for (double& weight : instance.tasks.tardiness_weight_per_h) weight *= factor;
    return instance;
}

Instance closing_at(Instance instance, std::int64_t limit_ms) {
    const double limit_s = static_cast<double>(limit_ms) / 1e3;
    for (double& close_s : instance.servers.close_s) {
        close_s = std::isnan(close_s) ? limit_s : std::min(close_s, limit_s);
    }
    return with_tardiness_weight(std::move(instance), 0);
}

Instance with_makespan_alone(Instance instance) {
    const auto free = [](std::vector<double>& prices) {
        std::fill(prices.begin(), prices.end(), 0.0);
    };
    free(instance.series.price_per_kwh);
    free(instance.sites.peak_price_per_kw);
    free(instance.sites.soft_cap_penalty_per_kwh);
    free(instance.sites.heat_price_per_kwh);
    instance.carbon_price_per_kg = 0;
    // A million for the whole horizon: fine enough to tell milliseconds, small enough to add up.
    instance.makespan_weight_per_h = 1e6 / (instance.horizon_s / 3600);
    return with_tardiness_weight(std::move(instance), 0);
}

}  // namespace nightwatt
