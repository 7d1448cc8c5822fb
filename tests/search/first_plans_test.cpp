#include "search/first_plans.hpp"

#include <gtest/gtest.h>

#include <string>

#include "errors.hpp"
#include "problem/random_instance.hpp"
#include "rules/rule.hpp"

namespace nightwatt {
namespace {

std::string never() {
    return "";
}

TEST(FirstPlans, AreTheSameWithAnyNumberOfThreads) {
    const Problem problem(random_instance(5, {.tasks = 80, .servers = 6}));
    const std::vector<RuleRun> alone = run_rules(problem, 1, never);
    const std::vector<RuleRun> together = run_rules(problem, 4, never);
    ASSERT_EQ(alone.size(), rules().size());
    ASSERT_EQ(together.size(), alone.size());
    for (std::size_t k = 0; k < alone.size(); ++k) {
        EXPECT_EQ(alone[k].rule, rules()[k].name);
        EXPECT_EQ(together[k].rule, alone[k].rule);
        EXPECT_EQ(together[k].note, "");
        EXPECT_EQ(together[k].decoded.score.cost_nano, alone[k].decoded.score.cost_nano);
        EXPECT_EQ(together[k].decoded.plan.server, alone[k].decoded.plan.server);
        EXPECT_EQ(together[k].decoded.plan.start_ms, alone[k].decoded.plan.start_ms);
    }
}

TEST(FirstPlans, AskInTheOrderOfRulesWhetherToStop) {
    const Problem problem(random_instance(6, {.tasks = 80, .servers = 6}));
    for (const std::uint32_t threads : {1u, 4u}) {
        int asked = 0;
        const std::vector<RuleRun> runs =
            run_rules(problem, threads, [&] { return ++asked > 2 ? "no time" : ""; });
        for (std::size_t k = 0; k < runs.size(); ++k) {
            EXPECT_EQ(runs[k].note, k < 2 ? "" : "no time");
            EXPECT_EQ(runs[k].decoded.plan.server.size(), k < 2 ? problem.tasks() : 0u);
        }
    }
}

TEST(FirstPlans, PassOnWhatGoesWrong) {
    const Problem problem(random_instance(7, {.tasks = 20, .servers = 3}));
    EXPECT_THROW((void)run_rules(problem, 4, []() -> std::string { throw InputError("no"); }),
                 InputError);
}

}  // namespace
}  // namespace nightwatt
