#pragma once

#include "kernels/island_range.hpp"
#include "kernels/score.hpp"
#include "kernels/swarm.hpp"

namespace nightwatt {

/// Where a particle stands in relation to its plan.
enum class ParticlePlace : std::uint8_t {
    Kept,     ///< where its plan is
    Adopted,  ///< its plan came from elsewhere: it will stand there, at rest, and forget
    Changed   ///< its plan was changed from outside: it will go there and keep its velocity
};

/// No plan is known yet.
inline constexpr Score unknown_score{INT64_MAX, INT64_MAX};

/// Which plans of a population particles stand for. The first `elites` places of a swarm island
/// hold its best plans and no particle.
struct SwarmIslands {
    IslandRange range;
    std::uint32_t elites = 0;

    [[nodiscard]] HOST_DEVICE bool has_particle(std::uint32_t plan) const {
        return plan % range.island_plans >= elites && range.in_swarm(plan);
    }
    [[nodiscard]] HOST_DEVICE std::uint32_t particle_of(std::uint32_t plan) const {
        return range.swarms_before(plan / range.island_plans) * range.island_plans +
               plan % range.island_plans;
    }
    [[nodiscard]] HOST_DEVICE std::uint32_t particles() const {
        return range.swarms() * range.island_plans;
    }
};

/// All that a swarm keeps, by particle. Non-owning.
struct ParticlesView {
    SwarmView swarm;
    float* leader;      ///< [swarm island]: coordinates of its best plan, laid out like a particle
    Score* best_score;  ///< [particle]
    ParticlePlace* place;  ///< [particle]
};

/// Coordinates that a particle follows: of its island's best plan, or of the best personal best
/// among itself and its two neighbours in the island's ring.
HOST_DEVICE inline const float* followed(const SwarmIslands& layout, const ParticlesView& all,
                                         bool ring, std::uint32_t particle) {
    if (!ring) return all.leader + all.swarm.at(particle / layout.range.island_plans, 0);
    const std::uint32_t place = particle % layout.range.island_plans;
    const std::uint32_t last = layout.range.island_plans - 1;
    const std::uint32_t island = particle - place;
    const std::uint32_t neighbours[2] = {place == layout.elites ? last : place - 1,
                                         place == last ? layout.elites : place + 1};
    std::uint32_t best = particle;
    for (const std::uint32_t neighbour : neighbours) {
        if (all.best_score[island + neighbour] < all.best_score[best]) best = island + neighbour;
    }
    return all.swarm.best + all.swarm.at(best, 0);
}

/// After an evaluation, first, task by task: where a particle must go elsewhere, it does.
HOST_DEVICE inline void learn_task(const ProblemView& p, const ParticlesView& all,
                                   std::uint32_t particle, const PlanView& plan,
                                   std::uint32_t task) {
    if (all.place[particle] == ParticlePlace::Kept) return;
    const SwarmView& swarm = all.swarm;
    const std::uint64_t at = swarm.at(particle, task);
    const bool adopted = all.place[particle] == ParticlePlace::Adopted;
    for (std::uint32_t d = 0; adopted && d < swarm.dimensions; ++d) swarm.velocity[at + d] = 0;
    encode_particle(p, swarm.dimensions, plan, task, adopted, swarm.position + at);
}

/// Then: whether the plan is the particle's best.
HOST_DEVICE inline bool learn_score(const ParticlesView& all, std::uint32_t particle,
                                    const Score& score) {
    Score& best = all.best_score[particle];
    if (all.place[particle] == ParticlePlace::Adopted) best = unknown_score;
    all.place[particle] = ParticlePlace::Kept;
    if (!(score < best)) return false;
    best = score;
    return true;
}

}  // namespace nightwatt
