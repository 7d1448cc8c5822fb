#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <vector>

#include "bound/bound.hpp"
#include "hand/hand_builder.hpp"

/// Nights whose bound is known.
namespace nightwatt::by_hand {

using hand::Builder;
using hand::Server;
using hand::Site;
using hand::Task;

inline double bound_of(const Instance& instance) {
    const Problem problem(instance);
    const std::unique_ptr<BoundMethod> method = create_bound(problem, 1);
    const LowerBound bound =
        raise_bound(*method, [](const LowerBound& so_far) { return so_far.steps >= 1000; });
    return static_cast<double>(bound.cost_nano) / nano_per_money;
}

/// The relaxation has no gap in these cases, so the bound reaches the cost of the best plan, which
/// stands beside each, computed by hand.
inline void expect_reached(const Instance& instance, double least) {
    const double bound = bound_of(instance);
    EXPECT_LE(bound, least + 1e-9);
    EXPECT_GE(bound, least - 0.002 * std::fabs(least));
}

/// Tasks of an hour and 1 kW on one server at one site.
inline Builder night(const Site& site, const Server& server, const std::vector<Task>& tasks) {
    Builder builder(site.price_per_kwh.size(), 3600);
    builder.add_class().add(site).add(server);
    for (const Task& task : tasks) builder.add(task);
    return builder;
}
inline const Task hour{.runs = {{3600, 1000}}};

}  // namespace nightwatt::by_hand
