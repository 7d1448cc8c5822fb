#include "kernels/loads/family.hpp"

#include <gtest/gtest.h>

#include "loads/family_instance.hpp"
#include "problem/decode.hpp"
#include "problem/random_instance.hpp"

namespace nightwatt {
namespace {

/// Random genes in the family's order: no holds, tasks by index.
Plan family_genes(const Problem& problem, std::uint64_t seed) {
    Plan genes = random_genes(problem, seed);
    for (std::uint32_t j = 0; j < problem.tasks(); ++j) {
        genes.hold_ms[j] = 0;
        genes.position[j] = static_cast<std::int32_t>(j);
    }
    return genes;
}

TEST(Family, ScoreOfLoadsEqualsWalkingTheSequences) {
    int feasible = 0;
    int beyond = 0;
    for (const FamilyShape& shape : family_shapes) {
        for (std::uint64_t seed = 0; seed < 200; ++seed) {
            const Problem problem(family_instance(seed, shape));
            ASSERT_TRUE(problem.view().loads_only);
            Plan genes = family_genes(problem, seed);
            if (seed % 3 == 0) {  // pile tasks up: past the end of windows and the horizon
                for (std::uint32_t j = 0; j < problem.tasks(); ++j) {
                    genes.server[j] = 0;
                    genes.level[j] = 0;
                }
            }
            const Score walked = decode(problem, genes).score;
            std::vector<std::uint32_t> server(genes.server.begin(), genes.server.end());
            std::vector<std::uint8_t> level(genes.level.begin(), genes.level.end());
            std::vector<std::int64_t> load_ms(problem.servers());
            const PlanView plan{server.data(), level.data(), nullptr, nullptr, nullptr};
            const Score score = family_score(problem.view(), plan, load_ms.data());
            ASSERT_EQ(score.violation, walked.violation) << "seed " << seed;
            ASSERT_EQ(score.cost_nano, walked.cost_nano) << "seed " << seed;
            feasible += walked.violation == 0 ? 1 : 0;
            beyond += walked.violation == 0 ? 0 : 1;
        }
    }
    EXPECT_GT(feasible, 300);
    EXPECT_GT(beyond, 100);
}

TEST(Family, OrderDoesNotMatterWithinTheHorizon) {
    for (const FamilyShape& shape : family_shapes) {
        for (std::uint64_t seed = 0; seed < 50; ++seed) {
            const Problem problem(family_instance(seed, shape));
            Plan genes = family_genes(problem, seed);
            const Score score = decode(problem, genes).score;
            if (score.violation != 0) continue;
            for (std::int32_t& position : genes.position) {
                position = static_cast<std::int32_t>(problem.tasks()) - position;
            }
            EXPECT_EQ(decode(problem, genes).score, score);
        }
    }
}

TEST(Family, EndsWhereTimeMatters) {
    const FamilyShape shape{.energy = true, .idle = true};
    const Instance steady = family_instance(1, shape);
    EXPECT_TRUE(Problem(steady).view().loads_only);

    Instance changing = steady;
    changing.series.price_per_kwh[2] *= 2;
    EXPECT_FALSE(Problem(changing).view().loads_only);
    Instance negative = steady;
    for (double& price : negative.series.price_per_kwh) price = -price;
    EXPECT_FALSE(Problem(negative).view().loads_only);
    Instance late = steady;
    late.tasks.release_s[0] = 7200;
    EXPECT_FALSE(Problem(late).view().loads_only);
    Instance due = steady;
    due.tasks.deadline_s[0] = 7200;
    due.tasks.tardiness_weight_per_h[0] = 1;
    EXPECT_FALSE(Problem(due).view().loads_only);
    Instance pinned = steady;
    pinned.tasks.pin_start_s[0] = 7200;
    EXPECT_FALSE(Problem(pinned).view().loads_only);
    Instance shared = steady;
    for (auto& units : shared.servers.capacity) units[0] = 2;
    EXPECT_FALSE(Problem(shared).view().loads_only);
}

}  // namespace
}  // namespace nightwatt
