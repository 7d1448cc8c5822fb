#include <gtest/gtest.h>

#include <cmath>

#include "kernels/units.hpp"
#include "problem/decode.hpp"
#include "problem/random_instance.hpp"
#include "referee/referee.hpp"

namespace nightwatt {
namespace {

struct Shape {
    const char* name;
    RandomShape shape;
};

class RefereeAgreement : public testing::TestWithParam<Shape> {};

/// The heart of the promise: two texts of the model, one in integers and one in doubles, on plans
/// that nobody chose.
TEST_P(RefereeAgreement, CostsDifferByNoMoreThanTheRefereeAllows) {
    int feasible = 0;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        const Instance instance = random_instance(seed, GetParam().shape);
        Problem problem(instance);
        // Batteries do what is cheapest for another plan, then what is cheapest for this one.
        problem.set_dispatch(
            decode_dispatched(problem, random_genes(problem, seed + 1)).plan.battery_mw);
        const Plan genes = random_genes(problem, seed);
        const DecodedPlan decoded =
            seed % 2 == 0 ? decode(problem, genes) : decode_dispatched(problem, genes);
        const Audit found = audit(instance, decoded.plan);
        ASSERT_EQ(found.violations.empty(), decoded.score.violation == 0)
            << "seed " << seed << ": "
            << (found.violations.empty() ? "no violation" : found.violations.front());
        if (decoded.score.violation != 0) continue;
        ++feasible;
        const double exact = static_cast<double>(decoded.score.cost_nano) / nano_per_money;
        ASSERT_LE(std::fabs(found.account.totals.cost - exact), found.allowed_difference)
            << "seed " << seed;
        ASSERT_LT(found.allowed_difference, 1e-3 * (1 + std::fabs(exact)))
            << "a bound worth having";
    }
    EXPECT_GT(feasible, 20) << "too few feasible plans for the test to mean anything";
}

INSTANTIATE_TEST_SUITE_P(
    Shapes, RefereeAgreement,
    testing::Values(
        Shape{"separable", {.tasks = 12, .servers = 6}},
        Shape{"plain_machines", {.tasks = 10, .servers = 6, .resources = 1}},
        Shape{"four_resources", {.tasks = 12, .servers = 6, .resources = 4}},
        Shape{"negative_prices", {.tasks = 12, .servers = 6, .negative_prices = true}},
        Shape{"coupled", {.tasks = 12, .servers = 6, .coupled = true}},
        Shape{"coupled_negative",
              {.tasks = 12, .servers = 6, .negative_prices = true, .coupled = true}},
        Shape{"batteries", {.tasks = 12, .servers = 6, .batteries = true}},
        Shape{"batteries_coupled", {.tasks = 12, .servers = 6, .coupled = true, .batteries = true}},
        Shape{"batteries_negative",
              {.tasks = 12,
               .servers = 6,
               .negative_prices = true,
               .coupled = true,
               .batteries = true}},
        Shape{"transfers", {.tasks = 12, .servers = 6, .transfers = true}},
        Shape{"pinned", {.tasks = 6, .servers = 9, .pinned = true}},
        Shape{"pinned_coupled", {.tasks = 6, .servers = 9, .coupled = true, .pinned = true}},
        Shape{"explicit_runtimes",
              {.tasks = 10, .servers = 6, .resources = 1, .explicit_runtimes = true}},
        Shape{"loads_only", {.tasks = 10, .servers = 6, .resources = 1, .loads_only = true}}),
    [](const auto& tested) { return tested.param.name; });

}  // namespace
}  // namespace nightwatt
