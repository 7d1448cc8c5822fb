#include <gtest/gtest.h>

#include "backend/cpu_population.hpp"
#include "backend/loads_educator.hpp"
#include "backend/plan_evaluator.hpp"
#include "loads/family_instance.hpp"
#include "problem/random_instance.hpp"

namespace nightwatt {
namespace {

/// A few random plans of the family.
class Plans {
  public:
    Plans(const Problem& problem, std::uint32_t count) : problem_(problem), count_(count) {
        memory_.resize(count, 0, problem.tasks());
        for (std::uint32_t p = 0; p < count; ++p) {
            const Plan genes = random_genes(problem, p);
            const PlanView plan = memory_.view().plan(p);
            for (std::uint32_t j = 0; j < problem.tasks(); ++j) {
                plan.server[j] = static_cast<std::uint32_t>(genes.server[j]);
                plan.level[j] = static_cast<std::uint8_t>(genes.level[j]);
                plan.hold_ms[j] = 0;
                plan.start_ms[j] = 0;
                plan.position[j] = j;
            }
        }
    }
    void educate(std::uint32_t generation, std::uint32_t threads, std::int64_t steps,
                 bool anew = false) {
        std::vector<Pupil> pupils;
        for (std::uint32_t p = 0; p < count_; ++p) pupils.push_back({p, memory_.view().plan(p)});
        LoadsEducator(problem_.view(), threads).educate({9, generation, steps, anew}, pupils);
    }
    [[nodiscard]] Score score(std::uint32_t p) {
        return PlanEvaluator(problem_.view()).evaluate_loads(memory_.view().plan(p));
    }
    [[nodiscard]] std::uint64_t hash(std::uint32_t p) {
        return genes_hash(memory_.view().plan(p), problem_.tasks());
    }

  private:
    const Problem& problem_;
    std::uint32_t count_;
    CpuPopulation memory_;
};

TEST(LoadsEducation, NeverMakesAPlanWorse) {
    for (const FamilyShape& shape : family_shapes) {
        for (std::uint64_t seed = 0; seed < 10; ++seed) {
            const Problem problem(family_instance(seed, shape));
            Plans plans(problem, 3);
            for (std::uint32_t generation = 1; generation < 4; ++generation) {
                const Score before[] = {plans.score(0), plans.score(1), plans.score(2)};
                plans.educate(generation, 1, 20);
                for (std::uint32_t p = 0; p < 3; ++p) EXPECT_FALSE(before[p] < plans.score(p));
            }
        }
    }
}

TEST(LoadsEducation, AnewItDoesNotLookAtThePlan) {
    for (std::uint64_t seed = 0; seed < 10; ++seed) {
        const Problem problem(family_instance(seed, {.tasks = 40, .servers = 5}));
        Plans random(problem, 3);
        Plans taught(problem, 3);
        taught.educate(1, 1, 100);
        ASSERT_NE(random.hash(0), taught.hash(0));
        random.educate(2, 1, 50, true);
        taught.educate(2, 1, 50, true);
        for (std::uint32_t p = 0; p < 3; ++p) EXPECT_EQ(random.hash(p), taught.hash(p));
    }
}

TEST(LoadsEducation, DoesNotDependOnThreads) {
    const Problem problem(family_instance(2, {.tasks = 80, .servers = 6, .energy = true}));
    Plans one(problem, 5);
    Plans four(problem, 5);
    for (std::uint32_t generation = 1; generation < 4; ++generation) {
        one.educate(generation, 1, 200);
        four.educate(generation, 4, 200);
        for (std::uint32_t p = 0; p < 5; ++p) ASSERT_EQ(one.hash(p), four.hash(p));
    }
}

TEST(LoadsEducation, ReachesTheOptimumOfSmallProblems) {
    int reached = 0;
    int cases = 0;
    for (const bool windows : {false, true}) {
        for (std::uint64_t seed = 0; seed < 20; ++seed) {
            const FamilyShape shape{.tasks = 7,
                                    .servers = 3,
                                    .energy = windows,
                                    .windows = windows,
                                    .makespan = !windows};
            const Problem problem(family_instance(seed, shape));
            const std::int64_t least = least_cost_nano(problem);
            if (least == INT64_MAX) continue;
            ++cases;
            Plans plans(problem, 4);
            for (std::uint32_t generation = 1; generation < 4; ++generation) {
                plans.educate(generation, 1, 2000);
            }
            bool found = false;
            for (std::uint32_t p = 0; p < 4; ++p) {
                EXPECT_FALSE(plans.score(p) < (Score{0, least})) << "below the optimum";
                found = found || plans.score(p) == Score{0, least};
            }
            reached += found ? 1 : 0;
        }
    }
    EXPECT_GT(cases, 30);
    EXPECT_GE(reached, cases - 1);
}

}  // namespace
}  // namespace nightwatt
