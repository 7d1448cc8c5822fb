#include <gtest/gtest.h>

#include "bound/bound.hpp"
#include "errors.hpp"
#include "loads/family_instance.hpp"
#include "lp/lp_plan.hpp"
#include "lp/solver.hpp"

namespace nightwatt {
namespace {

class AgainstClp : public ::testing::Test {
  protected:
    void SetUp() override {
        try {
            require_lp_solver();
        } catch (const UsageError& error) {
            GTEST_SKIP() << error.what();
        }
    }
};

/// Where only loads decide, the linear programme states the same relaxation: its optimum is the
/// best that prices of the servers' time can prove.
void expect_optimum(const FamilyShape& shape, std::uint64_t seed, double tolerance) {
    const Problem problem(family_instance(seed, shape));
    const LpPlan plan = lp_plan(problem, {}, [] { return false; });
    ASSERT_EQ(plan.status, LpStatus::Optimal);
    ASSERT_TRUE(plan.relaxes);
    const std::unique_ptr<BoundMethod> method = create_bound(problem, 1);
    const LowerBound bound = raise_bound(*method, [](const LowerBound&) { return false; });
    const double money = static_cast<double>(bound.cost_nano) / nano_per_money;
    EXPECT_LE(money, plan.objective * (1 + 1e-9)) << "seed " << seed;
    EXPECT_GE(money, plan.objective * (1 - tolerance)) << "seed " << seed;
}

TEST_F(AgainstClp, PricesByServerReachTheOptimumOfTheLinearProgramme) {
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        expect_optimum({.tasks = 200, .servers = 12}, seed, 1e-4);
        expect_optimum({.tasks = 200, .servers = 12, .energy = true}, seed, 1e-4);
    }
}

/// With few tasks the dual function has few, sharp edges; steps along them are short.
TEST_F(AgainstClp, PricesByServerComeCloseWithFewTasks) {
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        expect_optimum({.tasks = 60, .servers = 6}, seed, 3e-4);
        expect_optimum(
            {.tasks = 40, .servers = 5, .energy = true, .windows = true, .makespan = false}, seed,
            3e-4);
    }
}

}  // namespace
}  // namespace nightwatt
