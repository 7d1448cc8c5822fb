#include "bound/server_price.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "loads/family_instance.hpp"

namespace nightwatt {
namespace {

const FamilyShape tiny_shapes[] = {
    {.tasks = 6, .servers = 3},
    {.tasks = 5, .servers = 3, .energy = true},
    {.tasks = 5, .servers = 3, .energy = true, .windows = true, .makespan = false},
    {.tasks = 5, .servers = 3, .energy = true, .idle = true, .windows = true},
    {.tasks = 6, .servers = 2, .idle = true, .makespan = false},
};

TEST(ServerPrice, IsNeverAboveTheCheapestPlan) {
    int feasible = 0;
    double gaps = 0;
    for (const FamilyShape& shape : tiny_shapes) {
        for (std::uint64_t seed = 0; seed < 1000; ++seed) {
            const Problem problem(family_instance(seed, shape));
            ServerPrice prices(problem.view());
            const std::int64_t start = prices.bound_nano();
            while (prices.steps() < 100 && prices.advance()) continue;
            const std::int64_t least = least_cost_nano(problem);
            if (least == INT64_MAX) continue;
            ASSERT_LE(start, least) << "seed " << seed;
            ASSERT_LE(prices.bound_nano(), least) << "seed " << seed;
            ++feasible;
            gaps += static_cast<double>(least - prices.bound_nano()) / static_cast<double>(least);
        }
    }
    EXPECT_GT(feasible, 3500);
    EXPECT_LT(gaps / feasible, 0.3) << "a bound worth having";
}

TEST(ServerPrice, ComesCloseToThePlanOfManySmallTasks) {
    // 60 equal tasks on 6 equal servers: the relaxation is exact.
    Instance instance = family_instance(1, {.tasks = 60, .servers = 6});
    for (std::size_t row = 0; row < instance.runtimes.size(); ++row) {
        instance.runtimes.runtime_s[row] = 100;
    }
    instance.makespan_weight_per_h = 3600;
    const Problem problem(instance);
    ServerPrice prices(problem.view());
    while (prices.advance()) continue;
    EXPECT_LE(prices.bound_nano(), 1'000'000'000'000);
    EXPECT_GE(prices.bound_nano(), 990'000'000'000);
}

TEST(ServerPrice, KeepsPricesWithinTheirSet) {
    const FamilyShape shape{.tasks = 40, .servers = 5, .energy = true, .windows = true};
    const Problem problem(family_instance(3, shape));
    ServerPrice prices(problem.view());
    while (prices.advance()) {
        double sum = 0;
        for (const double lambda : prices.makespan_prices()) {
            ASSERT_GE(lambda, 0);
            sum += lambda;
        }
        for (const double mu : prices.capacity_prices()) ASSERT_GE(mu, 0);
        const double weight =
            std::ldexp(static_cast<double>(problem.view().makespan_weight), -weight_shift);
        ASSERT_NEAR(sum, weight, 1e-9 * weight);
    }
}

}  // namespace
}  // namespace nightwatt
