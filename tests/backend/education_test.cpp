#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "backend/plan_educator.hpp"
#include "backend/test_plan.hpp"

namespace nightwatt {
namespace {

Education pair_education(std::uint32_t generation, std::int64_t threshold_nano) {
    Education e;
    e.seed = 5;
    e.generation = generation;
    e.rounds = 3;
    e.moves = 4;
    e.threshold_nano = threshold_nano;
    e.holds = true;
    return e;
}

TEST(Education, GivesPlansBesideEachOtherDifferentThresholds) {
    Education e = pair_education(0, 800);
    e.island_plans = 7;
    e.first_place = 2;
    const std::int64_t expected[] = {800, 800, 800, 400, 200, 100, 800};
    for (std::uint32_t plan = 0; plan < 14; ++plan) {
        EXPECT_EQ(e.threshold_of(plan), expected[plan % 7]) << plan;
    }
}

TEST(Education, ServersThatAreOnMeetEachOther) {
    constexpr std::uint32_t servers = 1000;
    constexpr std::uint32_t on = 100;
    const Education e = pair_education(1, 0);
    std::uint32_t on_pairs = 0;
    std::uint32_t mixed_pairs = 0;
    for (std::uint32_t stream = 0; stream < 10; ++stream) {
        std::vector<std::uint64_t> order;
        for (std::uint32_t i = 0; i < servers; ++i) {
            order.push_back(pairing_key(e, stream, 3, i, i >= on, early_share(on, servers - on)));
        }
        std::sort(order.begin(), order.end());
        for (std::uint32_t k = 0; k < servers; k += 2) {
            const bool first = static_cast<std::uint32_t>(order[k]) < on;
            const bool second = static_cast<std::uint32_t>(order[k + 1]) < on;
            on_pairs += first && second ? 1 : 0;
            mixed_pairs += first != second ? 1 : 0;
        }
    }
    // About 100 of those that are off come as early as the 100 that are on: 25 and 50 pairs a
    // round, where chance alone would make 5 and 90.
    EXPECT_GT(on_pairs, 200u);
    EXPECT_GT(mixed_pairs, 400u);
    EXPECT_LT(mixed_pairs, 600u);
}

TEST(Education, NeverMakesAPlanWorseWithoutAThreshold) {
    for (const RandomShape& shape : pair_shapes) {
        int better = 0;
        for (std::uint64_t seed = 0; seed < 4; ++seed) {
            const Problem problem(random_instance(seed, shape));
            TestPlan plan(problem, seed);
            PlanEducator educator(problem.view(), 2);
            Score score = plan.evaluate();
            for (std::uint32_t generation = 0; generation < 3; ++generation) {
                const Pupil pupil{0, plan.view()};
                educator.educate(pair_education(generation, 0), {&pupil, 1});
                const Score next = plan.evaluate();
                // Shares are rounded: at most a unit of money for each slot, pair and term.
                EXPECT_LE(next.violation, score.violation);
                if (next.violation == score.violation) {
                    EXPECT_LE(next.cost_nano, score.cost_nano + 1000);
                }
                better += next < score ? 1 : 0;
                score = next;
            }
        }
        EXPECT_GT(better, 0);
    }
}

TEST(Education, OfOnePlanIsTheSameWithAnyNumberOfThreads) {
    for (const RandomShape& shape : pair_shapes) {
        const Problem problem(random_instance(3, shape));
        std::vector<std::uint64_t> hash;
        for (const std::uint32_t threads : {1u, 2u, 5u}) {
            TestPlan plan(problem, 3);
            PlanEducator educator(problem.view(), threads);
            const Pupil pupil{0, plan.view()};
            for (std::uint32_t generation = 0; generation < 4; ++generation) {
                educator.educate(pair_education(generation, 1'000'000), {&pupil, 1});
            }
            hash.push_back(genes_hash(plan.view(), problem.tasks()));
        }
        EXPECT_EQ(hash[1], hash[0]);
        EXPECT_EQ(hash[2], hash[0]);
    }
}

TEST(Threshold, IsExponentialWithMeanOne) {
    double sum = 0;
    std::uint32_t above_two = 0;
    constexpr std::uint32_t draws = 1u << 16;
    for (std::uint32_t i = 0; i < draws; ++i) {
        const double e =
            static_cast<double>(exponential((i << 16) + (1u << 15))) / (1 << log_shift);
        sum += e;
        above_two += e > 2 ? 1 : 0;
    }
    EXPECT_NEAR(sum / draws, 1.0, 1e-3);
    EXPECT_NEAR(static_cast<double>(above_two) / draws, 0.1353, 2e-3);
    EXPECT_EQ(allowed_rise_nano(0, 12345), 0);
}

}  // namespace
}  // namespace nightwatt
