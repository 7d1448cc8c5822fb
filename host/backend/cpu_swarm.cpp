#include "backend/cpu_swarm.hpp"

#include <algorithm>

namespace nightwatt {

CpuSwarm::CpuSwarm(const ProblemView& problem)
    : problem_(problem), dimensions_(swarm_dimensions(problem)) {}

void CpuSwarm::resize(const IslandRange& range) {
    layout_ = {range, 0};
    const std::size_t particles = layout_.particles();
    const std::size_t coordinates = std::size_t{problem_.task_count} * dimensions_;
    position_.assign(particles * coordinates, 0);
    velocity_.assign(particles * coordinates, 0);
    best_.assign(particles * coordinates, 0);
    leader_.assign(range.swarms() * coordinates, 0);
    best_score_.assign(particles, unknown_score);
    place_.assign(particles, ParticlePlace::Adopted);
}

std::size_t CpuSwarm::bytes_per_task() const {
    return 3 * dimensions_ * sizeof(float);
}

ParticlesView CpuSwarm::view() {
    return {{position_.data(), velocity_.data(), best_.data(), problem_.task_count, dimensions_},
            leader_.data(),
            best_score_.data(),
            place_.data()};
}

void CpuSwarm::adopt(std::uint32_t plan) {
    place_[layout_.particle_of(plan)] = ParticlePlace::Adopted;
}

void CpuSwarm::follow(std::uint32_t plan) {
    ParticlePlace& place = place_[layout_.particle_of(plan)];
    if (place == ParticlePlace::Kept) place = ParticlePlace::Changed;
}

void CpuSwarm::learn(std::uint32_t plan, const PlanView& genes, const Score& score) {
    const std::uint32_t particle = layout_.particle_of(plan);
    const ParticlesView all = view();
    for (std::uint32_t j = 0; j < problem_.task_count; ++j) {
        learn_task(problem_, all, particle, genes, j);
    }
    if (!learn_score(all, particle, score)) return;
    const SwarmView& swarm = all.swarm;
    std::copy(swarm.position + swarm.at(particle, 0), swarm.position + swarm.at(particle + 1, 0),
              swarm.best + swarm.at(particle, 0));
}

void CpuSwarm::forget_scores() {
    std::fill(best_score_.begin(), best_score_.end(), unknown_score);
}

void CpuSwarm::prepare(const Breeding& b, const std::vector<PlanView>& leader) {
    layout_.elites = b.elites;
    if (b.swarm.ring) return;
    const SwarmView swarm = view().swarm;
    for (std::uint32_t i = 0; i < layout_.range.count; ++i) {
        if (!layout_.range.is_swarm(i)) continue;
        float* const to = leader_.data() + swarm.at(layout_.range.swarms_before(i), 0);
        for (std::uint32_t j = 0; j < problem_.task_count; ++j) {
            encode_particle(problem_, dimensions_, leader[i], j, true, to + swarm.at(0, j));
        }
    }
}

void CpuSwarm::move(const Breeding& b, std::uint32_t plan, const PlanView& now,
                    const PlanView& next) {
    const ParticlesView all = view();
    const std::uint32_t particle = layout_.particle_of(plan);
    const float* const follows = followed(layout_, all, b.swarm.ring, particle);
    for (std::uint32_t j = 0; j < problem_.task_count; ++j) {
        move_particle(problem_, b, all.swarm, particle, follows, layout_.range.first_plan() + plan,
                      now, next, j);
    }
}

SwarmState CpuSwarm::state() const {
    return {layout_.elites, position_, velocity_, best_, best_score_};
}

void CpuSwarm::restore(const SwarmState& state) {
    layout_.elites = state.elites;
    position_ = state.position;
    velocity_ = state.velocity;
    best_ = state.best;
    best_score_ = state.best_score;
    std::fill(place_.begin(), place_.end(), ParticlePlace::Kept);
}

}  // namespace nightwatt
