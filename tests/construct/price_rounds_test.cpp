#include "construct/price_rounds.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>

#include "bound/night_bound.hpp"
#include "generate/night.hpp"
#include "problem/random_instance.hpp"
#include "rules/rule.hpp"

namespace nightwatt {
namespace {

constexpr RandomShape shapes[] = {
    {},
    {.negative_prices = true, .coupled = true, .transfers = true},
    {.tasks = 60, .servers = 3, .pinned = true},
    {.tasks = 80, .servers = 4, .resources = 1, .explicit_runtimes = true},
    {.tasks = 1, .servers = 1},
};

Guide guide_of(const Problem& problem, std::uint32_t per_task = 8) {
    NightBound bound(problem, 2, 0);
    for (int step = 0; step < 40; ++step) bound.advance();
    bound.certify();
    return bound.guide(per_task).value();
}

std::vector<DecodedPlan> plans_after(const Problem& problem, const Guide& guide, int rounds,
                                     std::uint32_t threads) {
    PriceRounds price_rounds(problem, guide, threads);
    for (int round = 0; round < rounds; ++round) {
        EXPECT_NE(price_rounds.advance([] { return false; }), PriceRounds::Outcome::Abandoned);
    }
    EXPECT_EQ(price_rounds.rounds(), rounds);
    return price_rounds.plans();
}

TEST(PriceRounds, EveryTaskStartsAtTheMomentItWasGiven) {
    for (const RandomShape& shape : shapes) {
        const Problem problem(random_instance(3, shape));
        for (const DecodedPlan& decoded : plans_after(problem, guide_of(problem), 3, 2)) {
            EXPECT_EQ(decoded.plan.start_ms, decoded.plan.hold_ms);
        }
    }
}

TEST(PriceRounds, GoOnFromTheirStateAsIfNothingHadHappened) {
    const auto round = [](PriceRounds& rounds) {
        EXPECT_NE(rounds.advance([] { return false; }), PriceRounds::Outcome::Abandoned);
    };
    for (const RandomShape& shape : shapes) {
        const Problem problem(random_instance(3, shape));
        const Guide guide = guide_of(problem);
        PriceRounds first(problem, guide, 2);
        for (int before = 0; before < 3; ++before) {
            PriceRounds second(problem, guide, 1);
            second.restore(first.state());
            round(first);
            round(second);
            ASSERT_EQ(second.plans().size(), first.plans().size());
            for (std::size_t k = 0; k < first.plans().size(); ++k) {
                EXPECT_EQ(second.plans()[k].plan, first.plans()[k].plan);
            }
            EXPECT_EQ(second.rounds(), first.rounds());
        }
    }
}

TEST(PriceRounds, NoTaskWaitsWhereEnergyIsFree) {
    Instance instance = random_instance(4, {.tasks = 60, .servers = 4, .resources = 1});
    std::fill(instance.series.price_per_kwh.begin(), instance.series.price_per_kwh.end(), 0.0);
    for (double& carbon : instance.series.carbon_g_per_kwh) carbon = 0;
    const Problem problem(instance);
    ASSERT_FALSE(problem.view().priced);
    for (const DecodedPlan& decoded : plans_after(problem, guide_of(problem), 3, 2)) {
        for (const std::int64_t hold_ms : decoded.plan.hold_ms) EXPECT_EQ(hold_ms, 0);
    }
}

TEST(PriceRounds, NumberOfThreadsDoesNotChangeOneBit) {
    for (const RandomShape& shape : shapes) {
        const Problem problem(random_instance(5, shape));
        const Guide guide = guide_of(problem);
        const std::vector<DecodedPlan> one = plans_after(problem, guide, 6, 1);
        const std::vector<DecodedPlan> five = plans_after(problem, guide, 6, 5);
        ASSERT_EQ(one.size(), five.size());
        for (std::size_t k = 0; k < one.size(); ++k) {
            EXPECT_EQ(one[k].score, five[k].score);
            EXPECT_EQ(one[k].plan, five[k].plan);
        }
    }
}

/// Every compiler builds the same plan. A change here means that older plans cannot be replayed.
TEST(PriceRounds, PlansHaveNotChanged) {
    const Problem problem(random_instance(11, {.tasks = 90, .servers = 6, .coupled = true}));
    EXPECT_EQ(plan_hash(plans_after(problem, guide_of(problem), 5, 2).front().plan),
              14307198606059520711u);
}

TEST(PriceRounds, AnAbandonedRoundLeavesNoTrace) {
    const Problem problem(random_instance(6, {.tasks = 3000, .servers = 5}));
    const Guide guide = guide_of(problem);
    PriceRounds interrupted(problem, guide, 2);
    PriceRounds straight(problem, guide, 2);
    const auto never = [] { return false; };
    (void)interrupted.advance(never);
    (void)straight.advance(never);
    std::atomic<int> asked = 0;
    EXPECT_EQ(interrupted.advance([&] { return ++asked > 2; }), PriceRounds::Outcome::Abandoned);
    EXPECT_EQ(interrupted.rounds(), 1);
    EXPECT_EQ(interrupted.plans().front().plan, straight.plans().front().plan);
    (void)interrupted.advance(never);
    (void)straight.advance(never);
    EXPECT_EQ(interrupted.plans().front().plan, straight.plans().front().plan);
}

TEST(PriceRounds, KeepPinnedServersLevelsAndStarts) {
    Instance instance = random_instance(7, {.tasks = 30, .servers = 4});
    // Few enough to be kept all at once.
    instance.tasks.pin_server[3] = 1;
    instance.tasks.pin_server[8] = 2;
    instance.tasks.pin_level[5] = 0;
    const Problem free(instance);
    const Plan plan = plans_after(free, guide_of(free), 2, 1).front().plan;
    instance.tasks.pin_start_s[11] = static_cast<double>(plan.start_ms[11]) / 1000;
    const Problem problem(instance);
    for (const DecodedPlan& decoded : plans_after(problem, guide_of(problem), 4, 2)) {
        EXPECT_EQ(decoded.plan.server[3], 1);
        EXPECT_EQ(decoded.plan.server[8], 2);
        EXPECT_EQ(decoded.plan.level[5], 0);
        EXPECT_GE(decoded.plan.start_ms[11], plan.start_ms[11]);
    }
    EXPECT_EQ(plans_after(problem, guide_of(problem), 4, 2).front().plan.start_ms[11],
              plan.start_ms[11]);
}

TEST(PriceRounds, PlaceEveryTaskEvenWhereNoneOfItsChoicesHasRoom) {
    // One choice a task: most tasks must go elsewhere, or behind everything.
    const Problem problem(random_instance(9, {.tasks = 200, .servers = 3}));
    for (const DecodedPlan& decoded : plans_after(problem, guide_of(problem, 1), 2, 2)) {
        for (const std::int32_t server : decoded.plan.server) EXPECT_GE(server, 0);
        EXPECT_EQ(decoded.plan.start_ms, decoded.plan.hold_ms);
    }
}

TEST(PriceRounds, LearnFromWhatWentBadly) {
    const Problem problem(generate_night({.tasks = 400, .servers = 10, .renewable = false}));
    const Guide guide = guide_of(problem);
    const Score first = plans_after(problem, guide, 1, 2).front().score;
    const Score tenth = plans_after(problem, guide, 10, 2).front().score;
    EXPECT_LT(tenth, first);
}

TEST(PriceRounds, GiveWayToTasksWhoseStartIsPinned) {
    Instance night = generate_night({.tasks = 400, .servers = 10, .renewable = false});
    const Problem free(night);
    const Plan plan = plans_after(free, guide_of(free), 1, 2).front().plan;
    for (std::size_t j = 0; j < night.tasks.size(); j += 10) {
        night.tasks.pin_server[j] = plan.server[j];
        night.tasks.pin_start_s[j] = static_cast<double>(plan.start_ms[j]) / 1e3;
    }
    const Problem problem(night);
    for (const DecodedPlan& decoded : plans_after(problem, guide_of(problem), 2, 2)) {
        for (std::size_t j = 0; j < night.tasks.size(); j += 10) {
            EXPECT_EQ(decoded.plan.start_ms[j], plan.start_ms[j]) << j;
        }
    }
}

TEST(PriceRounds, BeatEveryRuleOnAGeneratedNight) {
    for (const bool renewable : {false, true}) {
        const Problem problem(
            generate_night({.tasks = 400, .servers = 10, .renewable = renewable}));
        const DecodedPlan best = plans_after(problem, guide_of(problem), 3, 2).front();
        EXPECT_EQ(best.score.violation, 0);
        for (const Rule& rule : rules()) {
            EXPECT_LT(best.score, decode(problem, rule.construct(problem, {})).score) << rule.name;
        }
    }
}

}  // namespace
}  // namespace nightwatt
