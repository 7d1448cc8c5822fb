#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "bound/dual_scales.hpp"
#include "bound/night_bound.hpp"
#include "problem/random_instance.hpp"

namespace nightwatt {
namespace {

const RandomShape shapes[] = {
    {.tasks = 500, .servers = 9},
    {.tasks = 500, .servers = 9, .negative_prices = true, .coupled = true, .transfers = true},
    {.tasks = 300, .servers = 7, .pinned = true},
};

TEST(BoundThreads, ChangeNeitherValueNorGradient) {
    for (const RandomShape& shape : shapes) {
        const Problem problem(random_instance(3, shape));
        const DualFunction one(problem, 2, 1);
        const DualFunction three(problem, 2, 3);
        const std::vector<double> x = DualScales(one).start;
        for (const TaskSample sample : {TaskSample{0, 1}, TaskSample{2, 7}}) {
            const DualValue a = one.evaluate(x, sample);
            const DualValue b = three.evaluate(x, sample);
            EXPECT_EQ(a.bound_nano, b.bound_nano);
            EXPECT_EQ(a.value_nano, b.value_nano);
            EXPECT_EQ(a.gradient, b.gradient);
        }
    }
}

TEST(BoundThreads, ChangeNoStep) {
    const Problem problem(random_instance(5, {.tasks = 2500, .servers = 9, .coupled = true}));
    NightBound one(problem, 1, 0);
    NightBound two(problem, 2, 0);
    for (int step = 0; step < 20; ++step) {
        ASSERT_TRUE(one.advance());
        ASSERT_TRUE(two.advance());
        ASSERT_EQ(one.bound().cost_nano, two.bound().cost_nano) << "step " << step;
    }
    const Guide a = one.guide(2).value();
    const Guide b = two.guide(2).value();
    ASSERT_EQ(a.choices.size(), b.choices.size());
    for (std::size_t c = 0; c < a.choices.size(); ++c) {
        EXPECT_EQ(a.choices[c].reduced_nano, b.choices[c].reduced_nano);
        EXPECT_EQ(a.choices[c].start_ms, b.choices[c].start_ms);
    }
}

/// A direction in which a concave function rises: no value may lie above its tangent.
TEST(BoundGradient, IsASupergradient) {
    for (const RandomShape& shape : shapes) {
        const Problem problem(random_instance(4, shape));
        const DualFunction function(problem, 1, 1);
        const DualScales scales(function);
        const std::vector<double> x = scales.start;
        const DualValue here = function.evaluate(x, {0, 1});
        for (std::uint64_t trial = 0; trial < 20; ++trial) {
            std::mt19937_64 bits(trial);
            std::vector<double> y = x;
            for (std::size_t c = 0; c < y.size(); ++c) {
                y[c] += scales.price[c] * (static_cast<double>(bits() % 2001) / 1000 - 1);
            }
            function.slots().project(y);
            double tangent = here.value_nano;
            for (std::size_t c = 0; c < y.size(); ++c) {
                tangent += here.gradient[c] * (y[c] - x[c]);
            }
            const double value = function.evaluate(y, {0, 1}).value_nano;
            EXPECT_LE(value, tangent + 1e-6 * (std::fabs(tangent) + std::fabs(value)));
        }
    }
}

/// At prices at which tasks might pay more, all together, than integers hold, nothing is certified,
/// though no single task pays much.
TEST(BoundCertificate, IsRefusedWhereSumsMightOverflow) {
    const Problem problem(random_instance(3, {.tasks = 500, .servers = 2, .resources = 1}));
    const DualFunction function(problem, 1, 1);
    const DualLayout& layout = function.layout();
    const auto bound_at = [&](double paid_by_a_unit_all_night_nano) {
        std::vector<double> x(layout.size(), 0);
        const double night_ms = static_cast<double>(layout.step_ms) * layout.steps;
        for (std::uint32_t g = 0; g < layout.groups; ++g) {
            for (std::uint32_t k = 0; k < layout.steps; ++k) {
                x[layout.resource(g, 0, k)] = paid_by_a_unit_all_night_nano / night_ms;
            }
        }
        function.slots().project(x);
        return function.evaluate(x, {0, 1}).bound_nano;
    };
    EXPECT_GT(bound_at(1e13), INT64_MIN);
    EXPECT_EQ(bound_at(1e16), INT64_MIN);
}

}  // namespace
}  // namespace nightwatt
