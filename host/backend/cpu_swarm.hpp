#pragma once

#include <vector>

#include "backend/population_state.hpp"
#include "kernels/swarm_islands.hpp"

namespace nightwatt {

/// The particles of all swarm islands: coordinates, velocities and personal bests. The plans that
/// they stand for live in the population; the first `elites` places of an island hold its best
/// plans and no particle. Calls about different plans may run at the same time.
class CpuSwarm {
  public:
    explicit CpuSwarm(const ProblemView& problem);

    /// Room for the swarms among these islands. Throws std::bad_alloc.
    void resize(const IslandRange& range);
    /// Bytes a task and plan, for the memory promise.
    [[nodiscard]] std::size_t bytes_per_task() const;

    /// Whether a particle stands for this plan.
    [[nodiscard]] bool has_particle(std::uint32_t plan) const { return layout_.has_particle(plan); }

    /// The plan comes from elsewhere: its particle will stand there, at rest, and forget.
    void adopt(std::uint32_t plan);
    /// The plan was changed from outside: its particle will go there and keep its velocity.
    void follow(std::uint32_t plan);
    /// After the evaluation: updates the particle's position where it must go elsewhere, and its
    /// personal best where the plan is better.
    void learn(std::uint32_t plan, const PlanView& genes, const Score& score);

    /// Scores have another meaning from now on: where a particle stands at the next evaluation
    /// becomes its personal best.
    void forget_scores();

    /// Before a step: finds what the particles follow. leader[i] is the best plan of island i.
    void prepare(const Breeding& b, const std::vector<PlanView>& leader);
    /// Moves the particle and writes the plan for which it then stands.
    void move(const Breeding& b, std::uint32_t plan, const PlanView& now, const PlanView& next);

    /// After the evaluation, when every particle stands where its plan does.
    [[nodiscard]] SwarmState state() const;
    void restore(const SwarmState& state);

  private:
    [[nodiscard]] ParticlesView view();

    ProblemView problem_;
    std::uint32_t dimensions_;
    SwarmIslands layout_;
    std::vector<float> position_;
    std::vector<float> velocity_;
    std::vector<float> best_;
    std::vector<float> leader_;         // [swarm island]: coordinates
    std::vector<Score> best_score_;     // [particle]
    std::vector<ParticlePlace> place_;  // [particle]
};

}  // namespace nightwatt
