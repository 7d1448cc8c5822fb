#include "construct/task_place.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace nightwatt {

Plan genes_of(const ProblemView& p, const std::vector<TaskPlace>& places) {
    Plan plan;
    plan.resize(p.task_count);
    std::vector<std::uint32_t> order(p.task_count);
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return std::tuple(places[a].start_ms, a) < std::tuple(places[b].start_ms, b);
    });
    for (std::uint32_t n = 0; n < p.task_count; ++n) {
        const std::uint32_t j = order[n];
        plan.server[j] = static_cast<std::int32_t>(places[j].server);
        plan.position[j] = static_cast<std::int32_t>(n);
        plan.level[j] = static_cast<std::int32_t>(places[j].level);
        // A plan that ends behind the horizon is infeasible, but still a plan.
        plan.hold_ms[j] = p.loads_only ? 0 : smaller(places[j].start_ms, p.horizon_ms);
    }
    return plan;
}

}  // namespace nightwatt
