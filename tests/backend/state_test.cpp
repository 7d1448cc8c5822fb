#include <gtest/gtest.h>

#include <vector>

#include "backend/backend.hpp"
#include "problem/decode.hpp"
#include "problem/random_instance.hpp"

namespace nightwatt {
namespace {

/// What a search may look like: every shape with genetic islands, swarms, and some of both.
struct Search {
    RandomShape shape;
    std::uint32_t swarm_islands = 0;
    bool ring = false;
};

std::vector<Search> searches() {
    const RandomShape shapes[] = {
        {.tasks = 33, .servers = 9, .resources = 4, .negative_prices = true},
        {.tasks = 30, .servers = 6, .negative_prices = true, .coupled = true, .transfers = true},
        {.tasks = 50, .servers = 5, .resources = 1, .loads_only = true},
        {.tasks = 25, .servers = 9, .coupled = true, .pinned = true},
    };
    std::vector<Search> all;
    for (const RandomShape& shape : shapes) {
        all.push_back({shape, 0, false});
        all.push_back({shape, 2, false});
        all.push_back({shape, 4, true});
    }
    return all;
}

constexpr std::uint32_t islands = 4;
constexpr std::uint32_t island_plans = 6;
constexpr std::uint32_t generations = 6;

Breeding breeding(const Search& search, std::uint32_t generation) {
    Breeding b;
    b.seed = 7;
    b.generation = generation;
    b.elites = 1;
    b.walkers = 2;
    b.migrants = generation % 3 == 0 ? 1 : 0;
    b.tournament = 3;
    b.roulette_share = 0x40000000u;
    b.server_exchange_share = 0x80000000u;
    b.mutations = 4;
    b.holds = true;
    b.recall = generation == 1;
    b.swarm = {.inertia = 0.7298438f,
               .cognitive = 1.4961798f,
               .social = 1.4961798f,
               .velocity_limit = 0.5f,
               .wander_share = 1311,
               .ring = search.ring,
               .educated = true};
    return b;
}

void advance(Backend& backend, const Search& search, std::uint32_t generation) {
    Education education;
    education.seed = 7;
    education.generation = generation;
    education.rounds = 1;
    education.moves = 2;
    education.first_place = 1;
    education.threshold_nano = 1000;
    education.holds = true;
    backend.breed(breeding(search, generation));
    backend.educate(breeding(search, generation), education);
}

/// A search up to its last generation; the state it was in after `pause`, if that is within.
struct Course {
    std::vector<std::uint64_t> hashes;
    PopulationState state;
};

Course whole_run(const Problem& problem, const Search& search, std::uint32_t pause) {
    const std::vector<Plan> seeds = {decode(problem, random_genes(problem, 1)).plan,
                                     decode(problem, random_genes(problem, 2)).plan};
    const std::unique_ptr<Backend> backend = create_cpu_backend(problem.view(), 2);
    backend->resize(whole_ring(islands, island_plans, search.swarm_islands));
    backend->seed(seeds, breeding(search, 0), 3);
    Course run;
    for (std::uint32_t generation = 0;; ++generation) {
        run.hashes.push_back(backend->evaluate().population_hash);
        if (generation == pause) run.state = backend->state();
        if (generation == generations) return run;
        advance(*backend, search, generation + 1);
    }
}

TEST(BackendState, ASearchGoesOnFromItAsIfNothingHadHappened) {
    for (const Search& search : searches()) {
        const Problem problem(random_instance(3, search.shape));
        for (const std::uint32_t pause : {0u, 3u}) {
            const Course run = whole_run(problem, search, pause);
            const std::unique_ptr<Backend> backend = create_cpu_backend(problem.view(), 1);
            backend->resize(whole_ring(islands, island_plans, search.swarm_islands));
            backend->restore(run.state);
            for (std::uint32_t generation = pause;; ++generation) {
                ASSERT_EQ(backend->evaluate().population_hash, run.hashes[generation])
                    << "paused after " << pause << ", generation " << generation;
                if (generation == pause) {
                    EXPECT_EQ(backend->state(), run.state);
                }
                if (generation == generations) break;
                advance(*backend, search, generation + 1);
            }
        }
    }
}

TEST(BackendState, HoldsParticlesOfSwarmsOnly) {
    const Problem problem(random_instance(3, {.tasks = 20}));
    EXPECT_TRUE(whole_run(problem, {}, 2).state.swarm.best_score.empty());
    const SwarmState swarm = whole_run(problem, {{}, 2, false}, 2).state.swarm;
    EXPECT_EQ(swarm.best_score.size(), 2 * island_plans);
    EXPECT_EQ(swarm.position.size() % (swarm.best_score.size() * problem.tasks()), 0u);
    EXPECT_EQ(swarm.elites, 1u);
}

}  // namespace
}  // namespace nightwatt
