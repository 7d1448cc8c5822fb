#pragma once

#include "kernels/population.hpp"
#include "kernels/swarm_islands.hpp"

namespace nightwatt {

/// Forgets everything about all particles. Item: a particle.
struct ForgetParticle {
    ParticlesView particles;

    HOST_DEVICE void operator()(std::uint32_t, std::uint32_t particle) const {
        particles.best_score[particle] = unknown_score;
        particles.place[particle] = ParticlePlace::Adopted;
    }
};

/// Puts all coordinates to 0. Item: (particle, task).
struct ForgetCoordinates {
    ParticlesView particles;

    HOST_DEVICE void operator()(std::uint32_t particle, std::uint32_t task) const {
        const SwarmView& swarm = particles.swarm;
        for (std::uint32_t d = 0; d < swarm.dimensions; ++d) {
            const std::uint64_t at = swarm.at(particle, task) + d;
            swarm.position[at] = swarm.velocity[at] = swarm.best[at] = 0;
        }
    }
};

/// All particles stand where their plans do. Item: a particle.
struct KeepParticle {
    ParticlesView particles;

    HOST_DEVICE void operator()(std::uint32_t, std::uint32_t particle) const {
        particles.place[particle] = ParticlePlace::Kept;
    }
};

/// All plans come from elsewhere. Item: a plan.
struct AdoptPlan {
    SwarmIslands layout;
    ParticlesView particles;

    HOST_DEVICE void operator()(std::uint32_t, std::uint32_t plan) const {
        if (!layout.has_particle(plan)) return;
        particles.place[layout.particle_of(plan)] = ParticlePlace::Adopted;
    }
};

/// A plan is about to be changed from outside. Item: a row.
struct FollowPlan {
    SwarmIslands layout;
    ParticlesView particles;
    const std::uint32_t* plans;  ///< [row]

    HOST_DEVICE void operator()(std::uint32_t, std::uint32_t row) const {
        if (!layout.has_particle(plans[row])) return;
        ParticlePlace& place = particles.place[layout.particle_of(plans[row])];
        if (place == ParticlePlace::Kept) place = ParticlePlace::Changed;
    }
};

/// Item: (plan, task).
struct LearnPosition {
    ProblemView problem;
    SwarmIslands layout;
    ParticlesView particles;
    PopulationView population;

    HOST_DEVICE void operator()(std::uint32_t plan, std::uint32_t task) const {
        if (!layout.has_particle(plan)) return;
        learn_task(problem, particles, layout.particle_of(plan), population.plan(plan), task);
    }
};

/// Item: a plan.
struct LearnScore {
    SwarmIslands layout;
    ParticlesView particles;
    PopulationView population;
    std::uint8_t* better;  ///< [plan]

    HOST_DEVICE void operator()(std::uint32_t, std::uint32_t plan) const {
        const bool is_better =
            layout.has_particle(plan) &&
            learn_score(particles, layout.particle_of(plan), population.score[plan]);
        better[plan] = is_better ? 1 : 0;
    }
};

/// Then: keeps where it stands. Item: (plan, task).
struct LearnBest {
    SwarmIslands layout;
    ParticlesView particles;
    const std::uint8_t* better;

    HOST_DEVICE void operator()(std::uint32_t plan, std::uint32_t task) const {
        if (better[plan] == 0) return;
        const SwarmView& swarm = particles.swarm;
        const std::uint64_t at = swarm.at(layout.particle_of(plan), task);
        for (std::uint32_t d = 0; d < swarm.dimensions; ++d) {
            swarm.best[at + d] = swarm.position[at + d];
        }
    }
};

/// Before a step: where the islands' best plans stand. Item: (island, task).
struct EncodeLeader {
    ProblemView problem;
    SwarmIslands layout;
    ParticlesView particles;
    PopulationView population;
    const std::uint32_t* ranking;

    HOST_DEVICE void operator()(std::uint32_t island, std::uint32_t task) const {
        if (!layout.range.is_swarm(island)) return;
        const std::uint32_t swarm = layout.range.swarms_before(island);
        const std::uint32_t best = ranking[std::uint64_t{island} * layout.range.island_plans];
        encode_particle(problem, particles.swarm.dimensions, population.plan(best), task, true,
                        particles.leader + particles.swarm.at(swarm, task));
    }
};

}  // namespace nightwatt
