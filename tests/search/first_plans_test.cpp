#include "search/first_plans.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <set>
#include <string>
#include <vector>

#include "errors.hpp"
#include "problem/random_instance.hpp"
#include "rules/rule.hpp"

namespace nightwatt {
namespace {

std::string never() {
    return "";
}

/// Rules are left out when `leave_out` says so, and none is cut short.
RuleStops only(const std::function<std::string()>& leave_out) {
    return {leave_out, [](std::size_t) { return ""; }};
}

TEST(FirstPlans, AreTheSameWithAnyNumberOfThreads) {
    const Problem problem(random_instance(5, {.tasks = 80, .servers = 6}));
    const std::vector<RuleRun> alone = run_rules(problem, 1, only(never));
    const std::vector<RuleRun> together = run_rules(problem, 4, only(never));
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
            run_rules(problem, threads, only([&] { return ++asked > 2 ? "no time" : ""; }));
        for (std::size_t k = 0; k < runs.size(); ++k) {
            EXPECT_EQ(runs[k].note, k < 2 ? "" : "no time");
            EXPECT_EQ(runs[k].decoded.plan.server.size(), k < 2 ? problem.tasks() : 0u);
        }
    }
}

TEST(FirstPlans, RulesThatAreToldToStopEndWithoutAPlan) {
    const Problem problem(random_instance(8, {.tasks = 700, .servers = 6}));
    for (const std::uint32_t threads : {1u, 4u}) {
        std::vector<std::atomic<int>> asked(rules().size());
        const std::vector<RuleRun> runs =
            run_rules(problem, threads, {never, [&](std::size_t rule) {
                                             return ++asked[rule] > 3 && rule != 1 ? "no time" : "";
                                         }});
        for (std::size_t k = 0; k < runs.size(); ++k) {
            EXPECT_EQ(runs[k].note, k == 1 ? "" : "no time");
            EXPECT_EQ(runs[k].decoded.plan.server.size(), k == 1 ? problem.tasks() : 0u);
            EXPECT_TRUE(k == 1 || asked[k] == 4) << runs[k].rule;
        }
    }
}

TEST(FirstPlans, AFewServersAreEnoughForAPlan) {
    const Problem small(random_instance(9, {.tasks = 80, .servers = 9}));
    EXPECT_EQ(run_few_servers(small).decoded.plan.start_ms,
              decode(small, construct_mct(small)).plan.start_ms);
    // Of 320 servers each task looks at a tenth, and others than the task before it.
    const Problem large(random_instance(9, {.tasks = 3000, .servers = 320}));
    const DecodedPlan few = run_few_servers(large).decoded;
    const std::set<std::int32_t> used(few.plan.server.begin(), few.plan.server.end());
    EXPECT_GT(used.size(), 200u);
    EXPECT_EQ(few.score.violation, 0);
}

TEST(FirstPlans, PassOnWhatGoesWrong) {
    const Problem problem(random_instance(7, {.tasks = 20, .servers = 3}));
    EXPECT_THROW((void)run_rules(problem, 4, only([]() -> std::string { throw InputError("no"); })),
                 InputError);
}

}  // namespace
}  // namespace nightwatt
