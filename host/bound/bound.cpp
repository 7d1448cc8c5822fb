#include "bound/bound.hpp"

#include "bound/night_bound.hpp"
#include "bound/server_price_bound.hpp"
#include "bound/task_price_bound.hpp"

namespace nightwatt {

std::unique_ptr<BoundMethod> create_bound(const Problem& problem, std::uint32_t threads,
                                          double least_gain, const MakeTaskPass& make_pass) {
    if (TaskPrice::suits(problem.view())) return std::make_unique<TaskPriceBound>(problem);
    if (problem.view().loads_only) return std::make_unique<ServerPriceBound>(problem);
    return std::make_unique<NightBound>(problem, threads, least_gain, make_pass);
}

bool no_plan_exists(const LowerBound& proven, const Problem& problem) {
    // The worst cost is a sum of doubles.
    return static_cast<double>(proven.cost_nano) > problem.worst_cost_nano() * (1 + 1e-9);
}

LowerBound raise_bound(BoundMethod& method, const std::function<bool(const LowerBound&)>& stop) {
    while (!stop(method.bound()) && method.advance()) {
    }
    method.certify();
    return method.bound();
}

}  // namespace nightwatt
