#include <gtest/gtest.h>

#include <vector>

#include "backend/cpu_population.hpp"
#include "backend/cpu_swarm.hpp"
#include "problem/decode.hpp"
#include "problem/random_instance.hpp"

namespace nightwatt {
namespace {

const RandomShape motion_shapes[] = {
    {},
    {.tasks = 1, .servers = 1},
    {.tasks = 3, .servers = 7},
    {.tasks = 65, .servers = 33, .resources = 4, .negative_prices = true},
    {.tasks = 50, .servers = 5, .coupled = true, .transfers = true},
    {.tasks = 50, .servers = 5, .resources = 1, .explicit_runtimes = true},
    {.tasks = 50, .servers = 5, .resources = 1, .loads_only = true},
    {.tasks = 60, .servers = 9, .coupled = true, .pinned = true},
};

void load(const PlanView& plan, const Plan& genes) {
    for (std::uint32_t j = 0; j < genes.size(); ++j) {
        plan.server[j] = static_cast<std::uint32_t>(genes.server[j]);
        plan.level[j] = static_cast<std::uint8_t>(genes.level[j]);
        plan.hold_ms[j] = genes.hold_ms[j];
        plan.start_ms[j] = genes.start_ms[j];
        plan.position[j] = static_cast<std::uint32_t>(genes.position[j]);
    }
}

Plan genes_of(const PlanView& plan, std::uint32_t tasks) {
    Plan genes;
    genes.resize(tasks);
    for (std::uint32_t j = 0; j < tasks; ++j) {
        genes.server[j] = static_cast<std::int32_t>(plan.server[j]);
        genes.level[j] = plan.level[j];
        genes.hold_ms[j] = plan.hold_ms[j];
        genes.start_ms[j] = plan.start_ms[j];
        genes.position[j] = static_cast<std::int32_t>(plan.position[j]);
    }
    return genes;
}

bool same(const Plan& a, const Plan& b) {
    return a.server == b.server && a.level == b.level && a.hold_ms == b.hold_ms &&
           a.start_ms == b.start_ms && a.position == b.position;
}

/// Coordinates anywhere in their ranges, often exactly at an end.
std::vector<float> somewhere(const ProblemView& p, std::uint32_t seed) {
    const std::uint32_t dimensions = swarm_dimensions(p);
    std::vector<float> x;
    for (std::uint32_t j = 0; j < p.task_count; ++j) {
        for (std::uint32_t d = 0; d < dimensions; ++d) {
            const Draw random = draw(seed, Purpose::Particle, 0, j, d);
            const float range = swarm_range(p, j, d);
            const std::uint32_t kind = random.below(1, 6);
            x.push_back(kind == 0 ? 0 : kind == 1 ? range : unit_float(random.word[0]) * range);
        }
    }
    return x;
}

TEST(SwarmPlan, AnyCoordinatesStandForAPlanThatTheProblemAllows) {
    int pinned_levels = 0;
    int pinned_starts = 0;
    for (const RandomShape& shape : motion_shapes) {
        for (std::uint32_t seed = 0; seed < 30; ++seed) {
            const Problem problem(random_instance(seed, shape));
            const ProblemView p = problem.view();
            CpuPopulation memory;
            memory.resize(2, 0, p.task_count);
            const PlanView now = memory.view().plan(0);
            const PlanView plan = memory.view().plan(1);
            load(now, decode(problem, random_genes(problem, seed)).plan);
            const std::vector<float> x = somewhere(p, seed);
            for (std::uint32_t j = 0; j < p.task_count; ++j) {
                decode_particle(p, swarm_dimensions(p),
                                x.data() + std::size_t{j} * swarm_dimensions(p), now, plan, j);
                // From the arrays: who decodes asks kernels/problem_access.hpp.
                if (p.pin_level != nullptr && p.pin_level[j] >= 0) {
                    ++pinned_levels;
                    EXPECT_EQ(plan.level[j], p.pin_level[j]);
                }
                if (p.pin_start_ms != nullptr && p.pin_start_ms[j] >= 0) {
                    ++pinned_starts;
                    EXPECT_EQ(plan.hold_ms[j], p.pin_start_ms[j]);
                    EXPECT_EQ(plan.start_ms[j], p.pin_start_ms[j]);
                }
            }
            EXPECT_NO_THROW((void)decode(problem, genes_of(plan, p.task_count)));
        }
    }
    EXPECT_GT(pinned_levels, 0);
    EXPECT_GT(pinned_starts, 0);
}

TEST(SwarmPlan, CoordinatesOfAPlanStandForThatPlan) {
    for (const RandomShape& shape : motion_shapes) {
        for (std::uint32_t seed = 0; seed < 30; ++seed) {
            const Problem problem(random_instance(seed, shape));
            const ProblemView p = problem.view();
            const std::uint32_t dimensions = swarm_dimensions(p);
            CpuPopulation memory;
            memory.resize(2, 0, p.task_count);
            const PlanView now = memory.view().plan(0);
            const PlanView plan = memory.view().plan(1);
            const Plan before = decode(problem, random_genes(problem, seed)).plan;
            load(now, before);
            std::vector<float> x = somewhere(p, seed);
            for (std::uint32_t j = 0; j < p.task_count; ++j) {
                float* const at = x.data() + std::size_t{j} * dimensions;
                encode_particle(p, dimensions, now, j, seed % 2 == 0, at);
                decode_particle(p, dimensions, at, now, plan, j);
            }
            const Plan after = genes_of(plan, p.task_count);
            EXPECT_EQ(after.server, before.server);
            EXPECT_EQ(after.level, before.level);
            const DecodedPlan again = decode(problem, after);
            EXPECT_EQ(again.plan.start_ms, before.start_ms);
            EXPECT_EQ(plan_hash(again.plan), plan_hash(before));
        }
    }
}

/// One swarm island of three particles on one problem, driven by hand.
class Flock {
  public:
    explicit Flock(const RandomShape& shape)
        : problem_(random_instance(4, shape)), swarm_(problem_.view()) {
        swarm_.resize(whole_ring(1, 3, 1));
        memory_.resize(6, 0, problem_.tasks());
        for (std::uint32_t p = 0; p < 3; ++p) {
            load(plan(p), decode(problem_, random_genes(problem_, p)).plan);
        }
        step.elites = 0;
        step.seed = 9;
        step.swarm.velocity_limit = 1;
    }
    [[nodiscard]] PlanView plan(std::uint32_t p) { return memory_.view().plan(p); }
    [[nodiscard]] Plan genes(std::uint32_t p) { return genes_of(plan(p), problem_.tasks()); }
    CpuSwarm& swarm() { return swarm_; }
    const Problem& problem() const { return problem_; }

    /// Moves plan p; the island's best is plan `leader`.
    void move(std::uint32_t p, std::uint32_t leader) {
        ++step.generation;
        swarm_.prepare(step, {plan(leader)});
        swarm_.move(step, p, plan(p), plan(p + 3));
        load(plan(p), genes(p + 3));
    }
    Breeding step;

  private:
    Problem problem_;
    CpuSwarm swarm_;
    CpuPopulation memory_;
};

TEST(SwarmPlan, AParticleAtItsBestAndItsIslandsBestStaysExactly) {
    for (const RandomShape& shape : motion_shapes) {
        Flock flock(shape);
        flock.step.swarm.cognitive = flock.step.swarm.social = 1.5f;
        flock.step.swarm.inertia = 0.7f;
        flock.swarm().learn(0, flock.plan(0), {0, 100});
        const std::uint64_t before = plan_hash(decode(flock.problem(), flock.genes(0)).plan);
        for (int k = 0; k < 5; ++k) flock.move(0, 0);
        EXPECT_EQ(plan_hash(decode(flock.problem(), flock.genes(0)).plan), before);
    }
}

TEST(SwarmPlan, AParticleReturnsToItsBestWhenOnlyThatPulls) {
    Flock flock({});
    flock.step.swarm.cognitive = 1;
    const Plan best = flock.genes(0);
    flock.swarm().learn(0, flock.plan(0), {0, 100});
    load(flock.plan(0), flock.genes(1));
    flock.swarm().follow(0);
    flock.swarm().learn(0, flock.plan(0), {0, 101});  // worse: not the best
    for (int k = 0; k < 200; ++k) flock.move(0, 2);
    EXPECT_EQ(flock.genes(0).server, best.server);
    EXPECT_EQ(flock.genes(0).level, best.level);
}

TEST(SwarmPlan, ABetterPlanBecomesTheBestOfItsParticle) {
    Flock flock({});
    flock.step.swarm.cognitive = 1;
    flock.swarm().learn(0, flock.plan(0), {0, 100});
    const Plan better = flock.genes(1);
    load(flock.plan(0), better);
    flock.swarm().follow(0);
    flock.swarm().learn(0, flock.plan(0), {0, 99});
    flock.move(0, 2);
    EXPECT_TRUE(same(flock.genes(0), better)) << "at rest where it is best";
}

TEST(SwarmPlan, AnAdoptedPlanForgetsTheParticleBeforeIt) {
    Flock flock({});
    flock.step.swarm.cognitive = 1;
    flock.swarm().learn(0, flock.plan(0), {0, 100});
    const Plan migrant = flock.genes(1);
    load(flock.plan(0), migrant);
    flock.swarm().adopt(0);
    flock.swarm().learn(0, flock.plan(0), {0, 500});  // worse than the particle before it
    for (int k = 0; k < 20; ++k) flock.move(0, 2);
    EXPECT_TRUE(same(flock.genes(0), migrant));
}

TEST(SwarmPlan, ParticlesMeetAtTheIslandsBestWhenOnlyThatPulls) {
    Flock flock({});
    flock.step.swarm.social = 1;
    const Plan leader = flock.genes(2);
    flock.swarm().learn(0, flock.plan(0), {0, 100});
    for (int k = 0; k < 200; ++k) flock.move(0, 2);
    EXPECT_EQ(flock.genes(0).server, leader.server);
    EXPECT_EQ(flock.genes(0).level, leader.level);
}

TEST(SwarmPlan, InARingParticlesFollowTheBetterNeighbour) {
    Flock flock({});
    flock.step.swarm.social = 1;
    flock.step.swarm.ring = true;
    const Plan neighbour = flock.genes(1);
    flock.swarm().learn(0, flock.plan(0), {0, 100});
    flock.swarm().learn(1, flock.plan(1), {0, 50});
    flock.swarm().learn(2, flock.plan(2), {0, 70});
    for (int k = 0; k < 200; ++k) flock.move(0, 2);
    EXPECT_EQ(flock.genes(0).server, neighbour.server);
}

}  // namespace
}  // namespace nightwatt
