#include <gtest/gtest.h>

#include <cmath>

#include "errors.hpp"
#include "hand/hand_builder.hpp"
#include "kernels/units.hpp"
#include "problem/decode.hpp"
#include "problem/pinned_plan.hpp"
#include "problem/random_instance.hpp"
#include "referee/referee.hpp"

namespace nightwatt {
namespace {

using hand::Builder;
using hand::make_plan;

/// Two equal servers, two tasks of an hour that cost nothing by themselves.
Instance two_by_two() {
    Builder b(4, 3600);
    b.add_class().add(hand::Site{.price_per_kwh = {0}});
    b.add(hand::Server{}).add(hand::Server{});
    for (int j = 0; j < 2; ++j) b.add(hand::Task{.runs = {{3600, 100}}});
    return b.instance();
}

Plan apart(double second_start_s) {
    return make_plan({{.task = 0, .server = 0, .start_s = 0, .end_s = 3600},
                      {.task = 1,
                       .server = 1,
                       .start_s = second_start_s,
                       .end_s = second_start_s + 3600,
                       .hold_s = second_start_s}});
}

/// Money for changes of `plan`, by the planner and by the referee, which must agree.
double change_cost(const Instance& instance, const Plan& plan, const PublishedPlan& published) {
    const DecodedPlan decoded = decode(Problem(instance, published), plan);
    const Audit found = audit(instance, decoded.plan, published);
    EXPECT_EQ(found.violations, std::vector<std::string>());
    EXPECT_NEAR(static_cast<double>(decoded.score.cost_nano) / nano_per_money,
                found.account.totals.cost, 1e-9);
    return found.account.totals.change_cost;
}

TEST(Change, TheSamePlanCostsNothing) {
    const PublishedPlan published = publish(apart(0), 2.5, 60'000);
    EXPECT_EQ(change_cost(two_by_two(), apart(0), published), 0);
}

TEST(Change, AStartMayShiftByTheToleranceAndNoMore) {
    const Instance instance = two_by_two();
    EXPECT_EQ(change_cost(instance, apart(60), publish(apart(0), 2.5, 60'000)), 0);
    EXPECT_EQ(change_cost(instance, apart(60.001), publish(apart(0), 2.5, 60'000)), 2.5);
    EXPECT_EQ(change_cost(instance, apart(0), publish(apart(60), 2.5, 60'000)), 0);
    EXPECT_EQ(change_cost(instance, apart(0), publish(apart(60.001), 2.5, 60'000)), 2.5);
    EXPECT_EQ(change_cost(instance, apart(0.001), publish(apart(0), 2.5, 0)), 2.5);
}

TEST(Change, AnotherServerIsAMoveOfEachTaskOnce) {
    Plan exchanged = apart(0);
    std::swap(exchanged.server[0], exchanged.server[1]);
    EXPECT_EQ(change_cost(two_by_two(), exchanged, publish(apart(0), 2.5, 60'000)), 5);
}

TEST(Change, AnotherLevelIsAMove) {
    Builder b(4, 3600);
    b.add_class({{1, 1}, {0.5, 0.4}}).add(hand::Site{.price_per_kwh = {0}}).add(hand::Server{});
    b.add(hand::Task{.runs = {{3600, 100}}, .frequency_sensitivity = 0});
    const Plan fast = make_plan({{.task = 0, .server = 0, .start_s = 0, .end_s = 3600}});
    const Plan slow =
        make_plan({{.task = 0, .server = 0, .start_s = 0, .end_s = 3600, .level = 1}});
    EXPECT_EQ(change_cost(b.instance(), slow, publish(fast, 1.5, 60'000)), 1.5);
    EXPECT_EQ(change_cost(b.instance(), slow, publish(slow, 1.5, 60'000)), 0);
}

TEST(Change, RefereeAndPlannerAgreeOnPlansThatNobodyChose) {
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        const Instance instance = random_instance(seed, {.tasks = 12, .servers = 6});
        const Problem free(instance);
        const DecodedPlan before = decode(free, random_genes(free, seed));
        const PublishedPlan published = publish(before.plan, 0.123456789125, 1'800'000);
        const Problem problem(instance, published);
        Plan genes = random_genes(free, seed + 1000);
        for (std::size_t j = 0; j < genes.size(); j += 2) {  // half of them stay
            genes.server[j] = before.plan.server[j];
            genes.level[j] = before.plan.level[j];
            genes.hold_ms[j] = before.plan.start_ms[j];
        }
        const DecodedPlan after = decode(problem, genes);
        if (after.score.violation != 0) continue;
        const Audit found = audit(instance, after.plan, published);
        const double exact = static_cast<double>(after.score.cost_nano) / nano_per_money;
        EXPECT_LE(std::fabs(found.account.totals.cost - exact), found.allowed_difference) << seed;
        EXPECT_GT(found.account.totals.changed_tasks, 0) << seed;
        const DecodedPlan unchanged = decode(problem, before.plan);
        EXPECT_EQ(unchanged.score, before.score) << seed;
    }
}

TEST(Change, PenaltiesThatMightOverflowAreRefused) {
    const Instance instance = two_by_two();
    EXPECT_THROW(Problem(instance, publish(apart(0), 4e9, 0)), InputError);
    EXPECT_NO_THROW(Problem(instance, publish(apart(0), 1e9, 0)));
}

TEST(Change, RefereeRefusesAPublishedPlanOfAnotherLength) {
    PublishedPlan published = publish(apart(0), 1, 0);
    published.start_ms.pop_back();
    EXPECT_THROW(static_cast<void>(audit(two_by_two(), apart(0), published)), InputError);
}

TEST(PinnedPlan, EveryTaskPinnedLeavesOnePlan) {
    Instance instance = two_by_two();
    instance.tasks.pin_server = {0, 0};
    instance.tasks.pin_start_s = {7200, 0};
    const Problem problem(instance);
    const std::optional<Plan> plan = pinned_plan(problem);
    ASSERT_TRUE(plan);
    const DecodedPlan decoded = decode(problem, *plan);
    EXPECT_EQ(decoded.score.violation, 0);
    EXPECT_EQ(decoded.plan.start_ms, (std::vector<std::int64_t>{7'200'000, 0}));
    EXPECT_EQ(decoded.plan.position, (std::vector<std::int32_t>{1, 0}));
}

TEST(PinnedPlan, OneFreeServerStartOrLevelLeavesAChoice) {
    Instance free_server = two_by_two();
    free_server.tasks.pin_server = {0, -1};
    free_server.tasks.pin_start_s = {0, 3600};
    EXPECT_FALSE(pinned_plan(Problem(free_server)));
    Instance free_start = two_by_two();
    free_start.tasks.pin_server = {0, 1};
    free_start.tasks.pin_start_s = {0, none};
    EXPECT_FALSE(pinned_plan(Problem(free_start)));
    Builder levels(4, 3600);
    levels.add_class({{1, 1}, {0.5, 0.4}}).add(hand::Site{.price_per_kwh = {0}});
    levels.add(hand::Server{});
    levels.add(hand::Task{.runs = {{3600, 100}}, .pin_server = 0, .pin_start_s = 0});
    EXPECT_FALSE(pinned_plan(Problem(levels.instance())));
    levels.instance().tasks.pin_level = {1};
    EXPECT_TRUE(pinned_plan(Problem(levels.instance())));
}

}  // namespace
}  // namespace nightwatt
