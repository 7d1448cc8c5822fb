#include <gtest/gtest.h>

#include <vector>

#include "backend/backend.hpp"
#include "problem/decode.hpp"
#include "problem/random_instance.hpp"

namespace nightwatt {
namespace {

const RandomShape shapes[] = {
    {},
    {.tasks = 1, .servers = 1},
    {.tasks = 65, .servers = 33, .resources = 4, .negative_prices = true},
    {.tasks = 80, .servers = 6, .negative_prices = true, .coupled = true},
    {.tasks = 50, .servers = 5, .resources = 1, .loads_only = true},
    {.tasks = 40, .servers = 9, .coupled = true, .pinned = true},
};

/// Four islands of eight plans; `swarms` of them are swarms.
struct Ring {
    std::uint32_t swarms = 4;
    bool neighbours = false;

    [[nodiscard]] Breeding breeding(std::uint32_t generation) const {
        Breeding b;
        b.seed = 7;
        b.generation = generation;
        b.elites = 2;
        b.migrants = generation % 3 == 0 ? 1 : 0;
        b.tournament = 3;
        b.roulette_share = 0x40000000u;
        b.server_exchange_share = 0x80000000u;
        b.mutations = 4;
        b.holds = true;
        b.swarm = {.inertia = 0.7298438f,
                   .cognitive = 1.4961798f,
                   .social = 1.4961798f,
                   .velocity_limit = 0.5f,
                   .wander_share = 1311,
                   .ring = neighbours};
        return b;
    }
};

struct Trajectory {
    std::vector<std::uint64_t> hashes;
    std::vector<Score> best;
    std::vector<std::vector<Score>> island_best;
    double last_diversity = 0;
};

Trajectory run(const Problem& problem, std::uint32_t threads, const Ring& ring,
               std::uint32_t generations = 12) {
    const std::vector<Plan> seeds = {decode(problem, random_genes(problem, 1)).plan,
                                     decode(problem, random_genes(problem, 2)).plan};
    const std::unique_ptr<Backend> backend = create_cpu_backend(problem.view(), threads);
    backend->resize(whole_ring(4, 8, ring.swarms));
    backend->seed(seeds, ring.breeding(0), 3);
    Trajectory trajectory;
    for (std::uint32_t generation = 1; generation <= generations; ++generation) {
        const GenerationSummary summary = backend->evaluate();
        trajectory.hashes.push_back(summary.population_hash);
        trajectory.best.push_back(summary.best);
        trajectory.island_best.push_back(summary.island_best);
        trajectory.last_diversity = summary.diversity(problem.tasks());
        const DecodedPlan decoded = decode(problem, backend->genes(summary.best_plan));
        EXPECT_EQ(decoded.score, summary.best) << "genes() gives the plan that was scored";
        backend->breed(ring.breeding(generation));
    }
    return trajectory;
}

const Ring rings[] = {{.swarms = 4}, {.swarms = 4, .neighbours = true}, {.swarms = 2}};

TEST(SwarmIslands, NumberOfThreadsDoesNotChangeOneBit) {
    for (const Ring& ring : rings) {
        for (const RandomShape& shape : shapes) {
            const Problem problem(random_instance(3, shape));
            const std::vector<std::uint64_t> one = run(problem, 1, ring).hashes;
            EXPECT_EQ(run(problem, 2, ring).hashes, one);
            EXPECT_EQ(run(problem, 5, ring).hashes, one);
        }
    }
}

TEST(SwarmIslands, NoIslandEverLosesItsBestPlan) {
    for (const Ring& ring : rings) {
        for (const RandomShape& shape : shapes) {
            const Trajectory trajectory = run(Problem(random_instance(6, shape)), 2, ring, 40);
            for (std::size_t g = 1; g < trajectory.best.size(); ++g) {
                EXPECT_FALSE(trajectory.best[g - 1] < trajectory.best[g]);
                for (std::size_t i = 0; i < 4; ++i) {
                    EXPECT_FALSE(trajectory.island_best[g - 1][i] < trajectory.island_best[g][i]);
                }
            }
        }
    }
}

TEST(SwarmIslands, FindBetterPlansThanTheyStartFrom) {
    for (const Ring& ring : rings) {
        for (const RandomShape& shape : shapes) {
            if (shape.tasks < 10) continue;
            const Trajectory trajectory = run(Problem(random_instance(6, shape)), 2, ring, 40);
            EXPECT_LT(trajectory.best.back(), trajectory.best.front());
        }
    }
}

TEST(SwarmIslands, ElitesTravelThroughGeneticAndSwarmIslandsAlike) {
    // The ring is genetic, swarm, genetic, swarm: what the best island knows at one exchange, the
    // next island knows right after it.
    const Trajectory trajectory = run(Problem(random_instance(6, {})), 2, {.swarms = 2}, 40);
    for (std::size_t g = 2; g + 1 < trajectory.best.size(); g += 3) {  // breeding(g + 1) exchanges
        for (std::size_t i = 0; i < 4; ++i) {
            EXPECT_FALSE(trajectory.island_best[g][i] < trajectory.island_best[g + 1][(i + 1) % 4])
                << "generation " << g << ", from island " << i;
        }
    }
}

TEST(SwarmIslands, DiversityFallsAsParticlesMeet) {
    const Problem problem(random_instance(6, {}));
    const double early = run(problem, 2, {.swarms = 4}, 3).last_diversity;
    const double late = run(problem, 2, {.swarms = 4}, 200).last_diversity;
    EXPECT_GT(early, 0.05);
    EXPECT_LT(late, early);
}

/// The trajectories of two small searches. A change here means that plans made with an older
/// version cannot be repeated with this one.
TEST(SwarmIslands, TrajectoriesHaveNotChanged) {
    const Problem problem(random_instance(11, {.tasks = 60, .servers = 7, .coupled = true}));
    const std::vector<std::uint64_t> swarm = {
        0x447ab4cebcb2e888u, 0x0bf4e642e7dfffc8u, 0xdbe73e57f13862f1u, 0xcd8c96744dde3e60u,
        0x437a95dc9bce039au, 0x78ad5c98dad34b9eu, 0xe1cee21c2877889fu, 0xf5752e8c4b47036eu,
        0x0af165c458e6ed05u, 0x233e6720f2a2bbc7u, 0x4e9af6327b89a1e2u, 0xfcdc481ca859a438u};
    const std::vector<std::uint64_t> hybrid = {
        0x447ab4cebcb2e888u, 0x41b9c7f989fc32e2u, 0x767d99a71992f79fu, 0x5ab6a5ae95f47e3eu,
        0x13fa53c354626569u, 0xa68e2a7ef8a9a8b0u, 0x56d8df150405d3b8u, 0xd8c55a308e4dfad5u,
        0xb8ba49e2f5805337u, 0xb18176e0b2074a4au, 0x17c40df366febf56u, 0xe0b10e9eb23874b3u};
    const auto compare = [&](const std::vector<std::uint64_t>& golden, const Ring& ring) {
        const std::vector<std::uint64_t> now = run(problem, 2, ring).hashes;
        ASSERT_EQ(now.size(), golden.size());
        for (std::size_t g = 0; g < golden.size(); ++g) {
            ASSERT_EQ(now[g], golden[g]) << "first bad generation: " << g;
        }
    };
    compare(swarm, {.swarms = 4});
    compare(hybrid, {.swarms = 2});
}

}  // namespace
}  // namespace nightwatt
