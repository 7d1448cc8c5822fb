#include <gtest/gtest.h>

#include <cmath>

#include "bound/bound.hpp"
#include "bound/dual_scales.hpp"
#include "bound/tiny_night.hpp"
#include "instance/limits.hpp"

namespace nightwatt {
namespace {

/// A battery with a peak charge takes the brute force long.
std::uint64_t cases_of(const TinyShape& shape) {
    return shape.batteries && shape.peak ? 300 : 1000;
}

/// Raises the bound of tiny nights and compares it with their cheapest plan.
class NeverAbove : public ::testing::TestWithParam<TinyShape> {};

TEST_P(NeverAbove, TheCheapestPlan) {
    int feasible = 0;
    int tight = 0;
    const std::uint64_t cases = cases_of(GetParam());
    for (std::uint64_t seed = 0; seed < cases; ++seed) {
        const Instance instance = tiny_night(seed, GetParam());
        const Problem problem(instance, tiny_published(instance, seed, GetParam()));
        const std::int64_t least = least_tiny_cost_nano(problem, seed);
        if (least == INT64_MAX) continue;
        ++feasible;
        const std::unique_ptr<BoundMethod> method = create_bound(problem, 1);
        method->certify();
        ASSERT_LE(method->bound().cost_nano, least) << "seed " << seed << ", before any step";
        const LowerBound bound =
            raise_bound(*method, [](const LowerBound& so_far) { return so_far.steps >= 30; });
        ASSERT_LE(bound.cost_nano, least) << "seed " << seed;
        ASSERT_FALSE(no_plan_exists(bound, problem)) << "seed " << seed;
        ASSERT_TRUE(above_hard_caps(instance, 1).empty()) << "seed " << seed;
        ASSERT_FALSE(least_energy_kwh(instance) > instance.energy_cap_kwh) << "seed " << seed;
        const auto gap = static_cast<double>(least - bound.cost_nano);
        if (gap <= 0.02 * std::fabs(static_cast<double>(least))) ++tight;
    }
    EXPECT_GT(feasible, static_cast<int>(cases / 2));
    EXPECT_GT(tight, 3) << "a bound worth having";
}

// Whatever prices an ascent may come to: the dual function is a bound at every point.
TEST_P(NeverAbove, TheCheapestPlanAtAnyPrices) {
    for (std::uint64_t seed = 0; seed < cases_of(GetParam()) / 2; ++seed) {
        const Instance instance = tiny_night(seed, GetParam());
        const Problem problem(instance, tiny_published(instance, seed, GetParam()));
        const std::int64_t least = least_tiny_cost_nano(problem, seed);
        if (least == INT64_MAX) continue;
        TinyDice dice(seed);
        const DualFunction function(problem, static_cast<std::uint32_t>(dice.between(1, 3)), 1);
        const DualScales scales(function);
        for (int trial = 0; trial < 5; ++trial) {
            std::vector<double> x = scales.start;
            const int wildness = dice.between(1, 300);
            for (std::size_t c = 0; c < x.size(); ++c) {
                x[c] += scales.price[c] * 0.01 * wildness * dice.between(-100, 100) * 0.01;
            }
            function.slots().project(x);
            ASSERT_LE(function.evaluate(x, {0, 1}).bound_nano, least) << "seed " << seed;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(
    Shapes, NeverAbove,
    ::testing::Values(TinyShape{}, TinyShape{.negative = true},
                      TinyShape{.resources = true, .windows = true},
                      TinyShape{.negative = true, .resources = true, .transfers = true},
                      TinyShape{.renewable = true},
                      TinyShape{.negative = true, .renewable = true, .heat = true},
                      TinyShape{.resources = true, .caps = true},
                      TinyShape{.resources = true, .renewable = true, .peak = true},
                      TinyShape{.windows = true, .makespan = true, .published = true},
                      TinyShape{.negative = true, .batteries = true},
                      TinyShape{.renewable = true, .batteries = true},
                      TinyShape{.negative = true,
                                .resources = true,
                                .renewable = true,
                                .caps = true,
                                .peak = true,
                                .heat = true,
                                .batteries = true},
                      TinyShape{.negative = true,
                                .resources = true,
                                .windows = true,
                                .transfers = true,
                                .renewable = true,
                                .caps = true,
                                .peak = true,
                                .heat = true,
                                .makespan = true,
                                .published = true}));

}  // namespace
}  // namespace nightwatt
