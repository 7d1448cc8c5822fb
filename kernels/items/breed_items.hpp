#pragma once

#include <type_traits>

#include "kernels/genetic.hpp"
#include "kernels/swarm_islands.hpp"

namespace nightwatt {

/// Where a plan comes from, and whether (1) a particle moves there.
struct PlanOrigin {
    Origin origin;
    std::uint32_t moves;
};
static_assert(std::has_unique_object_representations_v<PlanOrigin>);

/// How a plan of the next generation comes about. A particle whose place is taken by a copy stands
/// for that copy from then on. Item: a plan.
struct ChooseOrigin {
    ProblemView problem;
    Breeding breeding;
    SwarmIslands layout;
    ParticlesView particles;
    const std::uint32_t* ranking;
    PlanOrigin* origins;  ///< [plan]

    HOST_DEVICE void operator()(std::uint32_t, std::uint32_t plan) const {
        Breeding own = breeding;
        if (layout.range.in_swarm(plan)) own.walkers = 0;
        const Origin origin = choose_origin(own, layout.range, ranking, problem.server_count, plan);
        const bool particle = layout.has_particle(plan);
        const bool moves = particle && origin.mutations != 0;
        if (particle && !moves) {
            particles.place[layout.particle_of(plan)] = ParticlePlace::Adopted;
        }
        origins[plan] = {origin, moves ? 1u : 0u};
    }
};

/// Item: (plan, task).
struct BreedGene {
    ProblemView problem;
    Breeding breeding;
    SwarmIslands layout;
    ParticlesView particles;
    const PlanOrigin* origins;
    PopulationView from;
    PopulationView to;

    HOST_DEVICE void operator()(std::uint32_t plan, std::uint32_t task) const {
        const Origin& origin = origins[plan].origin;
        const std::uint32_t id = layout.range.first_plan() + plan;
        if (origins[plan].moves != 0) {
            const std::uint32_t particle = layout.particle_of(plan);
            move_particle(problem, breeding, particles.swarm, particle,
                          followed(layout, particles, breeding.swarm.ring, particle), id,
                          from.plan(plan), to.plan(plan), task);
            return;
        }
        cross_gene(breeding, origin, id, problem.server_count, from.plan(origin.mother),
                   from.plan(origin.father), to.plan(plan), task);
    }
};

/// Item: a plan.
struct MutatePlan {
    ProblemView problem;
    Breeding breeding;
    IslandRange range;
    const PlanOrigin* origins;
    PopulationView to;

    HOST_DEVICE void operator()(std::uint32_t, std::uint32_t plan) const {
        if (origins[plan].moves != 0) return;
        for (std::uint32_t k = 0; k < origins[plan].origin.mutations; ++k) {
            mutate_gene(problem, breeding, Purpose::Mutation, range.first_plan() + plan,
                        to.plan(plan), k);
        }
    }
};

/// Copies first plans to all places of an island, in turn. Item: (plan, task).
struct CopySeed {
    ProblemView problem;
    PopulationView seeds;
    PopulationView to;
    std::uint32_t island_plans;

    HOST_DEVICE void operator()(std::uint32_t plan, std::uint32_t task) const {
        const PlanView from = seeds.plan(plan % island_plans % seeds.plan_count);
        const PlanView genes = to.plan(plan);
        genes.server[task] = from.server[task];
        genes.level[task] = from.level[task];
        genes.hold_ms[task] = from.hold_ms[task];
        genes.start_ms[task] = from.start_ms[task];
        genes.position[task] = from.position[task];
    }
};

/// Changes those that are not the first copy of their seed. Item: a plan.
struct MutateSeed {
    ProblemView problem;
    Breeding breeding;
    IslandRange range;
    PopulationView to;
    std::uint32_t seeds;
    std::uint32_t mutations;

    HOST_DEVICE void operator()(std::uint32_t, std::uint32_t plan) const {
        for (std::uint32_t k = 0; plan % range.island_plans >= seeds && k < mutations; ++k) {
            mutate_gene(problem, breeding, Purpose::FirstPopulation, range.first_plan() + plan,
                        to.plan(plan), k);
        }
    }
};

}  // namespace nightwatt
