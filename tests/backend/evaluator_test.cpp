#include <gtest/gtest.h>

#include "backend/backend.hpp"
#include "backend/cpu_population.hpp"
#include "backend/plan_evaluator.hpp"
#include "problem/decode.hpp"
#include "problem/random_instance.hpp"

namespace nightwatt {
namespace {

const std::vector<RandomShape>& shapes() {
    static const std::vector<RandomShape> all = {
        {},
        {.tasks = 1, .servers = 1},
        {.tasks = 3, .servers = 7},
        {.tasks = 100, .servers = 3, .resources = 1},
        {.tasks = 65, .servers = 33, .resources = 4, .negative_prices = true},
        {.tasks = 80, .servers = 6, .negative_prices = true, .coupled = true},
        {.tasks = 50, .servers = 5, .coupled = true, .transfers = true},
        {.tasks = 50, .servers = 5, .resources = 1, .explicit_runtimes = true},
        {.tasks = 50, .servers = 5, .resources = 1, .loads_only = true},
        {.tasks = 40, .servers = 9, .coupled = true, .pinned = true},
    };
    return all;
}

TEST(PlanEvaluator, ScoresAPlanAsTheDecoderDoes) {
    for (const RandomShape& shape : shapes()) {
        for (std::uint64_t seed = 0; seed < 20; ++seed) {
            const Problem problem(random_instance(seed, shape));
            const DecodedPlan decoded = decode(problem, random_genes(problem, seed));
            CpuPopulation population;
            population.resize(1, 0, problem.tasks());
            const PlanView plan = population.view().plan(0);
            for (std::uint32_t j = 0; j < problem.tasks(); ++j) {
                plan.server[j] = static_cast<std::uint32_t>(decoded.plan.server[j]);
                plan.level[j] = static_cast<std::uint8_t>(decoded.plan.level[j]);
                plan.hold_ms[j] = decoded.plan.hold_ms[j];
                plan.start_ms[j] = decoded.plan.start_ms[j];
                plan.position[j] = static_cast<std::uint32_t>(decoded.plan.position[j]);
            }
            PlanEvaluator evaluator(problem.view());
            if (problem.view().loads_only) {
                EXPECT_EQ(evaluator.evaluate_loads(plan), decoded.score);
                continue;
            }
            PlanSequences sequences(problem.view());
            sequences.load(plan);
            EXPECT_EQ(evaluator.evaluate(sequences), decoded.score);
            sequences.store(plan);
            for (std::uint32_t j = 0; j < problem.tasks(); ++j) {
                ASSERT_EQ(plan.start_ms[j], decoded.plan.start_ms[j]) << "decoding is idempotent";
            }
            EXPECT_EQ(genes_hash(plan, problem.tasks()), plan_hash(decoded.plan));
        }
    }
}

Breeding breeding(std::uint32_t generation) {
    Breeding b;
    b.seed = 7;
    b.generation = generation;
    b.elites = 2;
    b.migrants = generation % 2 == 0 ? 1 : 0;
    b.tournament = 5;
    b.roulette_share = 0x40000000u;
    b.server_exchange_share = 0x80000000u;
    b.mutations = 4;
    b.walkers = 2;
    b.recall = generation == 1;
    b.holds = true;
    return b;
}

Education education(std::uint32_t generation, bool holds) {
    Education e;
    e.seed = 7;
    e.generation = generation;
    e.rounds = 2;
    e.moves = 3;
    e.first_place = 2;
    e.threshold_nano = 1'000'000;
    e.holds = holds;
    return e;
}

std::vector<std::uint64_t> trajectory(const Problem& problem, std::uint32_t threads) {
    const std::vector<Plan> seeds = {decode(problem, random_genes(problem, 1)).plan,
                                     decode(problem, random_genes(problem, 2)).plan};
    const std::unique_ptr<Backend> backend = create_cpu_backend(problem.view(), threads);
    backend->resize(whole_ring(3, 9));
    backend->seed(seeds, breeding(0), 3);
    std::vector<std::uint64_t> hashes;
    Score best;
    for (std::uint32_t generation = 1; generation <= 12; ++generation) {
        const GenerationSummary summary = backend->evaluate();
        if (generation > 1) {
            EXPECT_FALSE(best < summary.best) << "elites live on";
        }
        best = summary.best;
        hashes.push_back(summary.population_hash);
        const DecodedPlan decoded = decode(problem, backend->genes(summary.best_plan));
        EXPECT_EQ(decoded.score, summary.best) << "genes() gives the plan that was scored";
        backend->breed(breeding(generation));
        backend->educate(breeding(generation), education(generation, !problem.view().loads_only));
    }
    return hashes;
}

TEST(CpuBackend, NumberOfThreadsDoesNotChangeOneBit) {
    for (const RandomShape& shape : shapes()) {
        const Problem problem(random_instance(3, shape));
        const std::vector<std::uint64_t> one = trajectory(problem, 1);
        EXPECT_EQ(trajectory(problem, 2), one);
        EXPECT_EQ(trajectory(problem, 5), one);
    }
}

TEST(CpuBackend, EveryChildIsAPlanThatTheProblemAllows) {
    for (const RandomShape& shape : shapes()) {
        const Problem problem(random_instance(5, shape));
        const std::unique_ptr<Backend> backend = create_cpu_backend(problem.view(), 2);
        const std::vector<Plan> seeds = {decode(problem, random_genes(problem, 1)).plan};
        backend->resize(whole_ring(3, 9));
        backend->seed(seeds, breeding(0), 3);
        for (std::uint32_t generation = 1; generation <= 5; ++generation) {
            (void)backend->evaluate();
            for (std::uint32_t p = 0; p < 27; ++p) {
                EXPECT_NO_THROW((void)decode(problem, backend->genes(p)));
            }
            backend->breed(breeding(generation));
            backend->educate(breeding(generation),
                             education(generation, !problem.view().loads_only));
        }
    }
}

/// The trajectory of one small search, generation by generation. A change here means that plans
/// made with an older version cannot be repeated with this one.
TEST(CpuBackend, TrajectoryHasNotChanged) {
    const std::vector<std::uint64_t> golden = {
        0xe353b571b74ae86cu, 0x8c824b5bdb489fedu, 0xc0bccb939dc679a2u, 0x6a49c137984ab6a4u,
        0x50efd3969d6dc09du, 0x722fd73d7a229807u, 0x8e5c2a0b7f62e70cu, 0x53e11efef53eabceu,
        0x93b176fb84fd4e7fu, 0x4bc8706397067d16u, 0xeca12acf5f4124d9u, 0x57b0cb0cc0360204u};
    const std::vector<std::uint64_t> now =
        trajectory(Problem(random_instance(11, {.tasks = 60, .servers = 7, .coupled = true})), 2);
    ASSERT_EQ(now.size(), golden.size());
    for (std::size_t g = 0; g < golden.size(); ++g) {
        ASSERT_EQ(now[g], golden[g]) << "first bad generation: " << g;
    }
}

}  // namespace
}  // namespace nightwatt
