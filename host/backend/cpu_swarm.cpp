#include "backend/cpu_swarm.hpp"

#include <algorithm>
#include <cstdint>

namespace nightwatt {

namespace {
constexpr Score unknown{INT64_MAX, INT64_MAX};
}

CpuSwarm::CpuSwarm(const ProblemView& problem)
    : problem_(problem), dimensions_(swarm_dimensions(problem)) {}

void CpuSwarm::resize(std::uint32_t islands, std::uint32_t island_plans,
                      std::uint32_t swarm_islands) {
    islands_ = islands;
    island_plans_ = island_plans;
    swarm_islands_ = swarm_islands;
    elites_ = 0;
    const std::size_t particles = std::size_t{swarm_islands} * island_plans;
    const std::size_t coordinates = std::size_t{problem_.task_count} * dimensions_;
    position_.assign(particles * coordinates, 0);
    velocity_.assign(particles * coordinates, 0);
    best_.assign(particles * coordinates, 0);
    leader_.assign(swarm_islands * coordinates, 0);
    best_score_.assign(particles, unknown);
    place_.assign(particles, Place::Adopted);
}

std::size_t CpuSwarm::bytes_per_task() const {
    return 3 * dimensions_ * sizeof(float);
}

bool CpuSwarm::has_particle(std::uint32_t plan) const {
    return plan % island_plans_ >= elites_ &&
           is_swarm_island(plan / island_plans_, islands_, swarm_islands_);
}

std::uint32_t CpuSwarm::particle_of(std::uint32_t plan) const {
    return swarm_islands_before(plan / island_plans_, islands_, swarm_islands_) * island_plans_ +
           plan % island_plans_;
}

SwarmView CpuSwarm::view() {
    return {position_.data(), velocity_.data(), best_.data(), problem_.task_count, dimensions_};
}

void CpuSwarm::adopt(std::uint32_t plan) {
    place_[particle_of(plan)] = Place::Adopted;
}

void CpuSwarm::follow(std::uint32_t plan) {
    Place& place = place_[particle_of(plan)];
    if (place == Place::Kept) place = Place::Changed;
}

void CpuSwarm::learn(std::uint32_t plan, const PlanView& genes, const Score& score) {
    const std::uint32_t particle = particle_of(plan);
    const SwarmView swarm = view();
    const std::uint64_t begin = swarm.at(particle, 0);
    const std::uint64_t end = swarm.at(particle + 1, 0);
    const bool adopted = place_[particle] == Place::Adopted;
    if (adopted) {
        std::fill(velocity_.begin() + static_cast<std::ptrdiff_t>(begin),
                  velocity_.begin() + static_cast<std::ptrdiff_t>(end), 0.0f);
        best_score_[particle] = unknown;
    }
    if (place_[particle] != Place::Kept) {
        for (std::uint32_t j = 0; j < problem_.task_count; ++j) {
            encode_particle(problem_, dimensions_, genes, j, adopted,
                            swarm.position + swarm.at(particle, j));
        }
    }
    place_[particle] = Place::Kept;
    if (score < best_score_[particle]) {
        best_score_[particle] = score;
        std::copy(swarm.position + begin, swarm.position + end, swarm.best + begin);
    }
}

void CpuSwarm::prepare(const Breeding& b, const std::vector<PlanView>& leader) {
    elites_ = b.elites;
    if (b.swarm.ring) return;
    const SwarmView swarm = view();
    for (std::uint32_t i = 0; i < b.islands; ++i) {
        if (!is_swarm_island(i, islands_, swarm_islands_)) continue;
        float* const to =
            leader_.data() + swarm.at(swarm_islands_before(i, islands_, swarm_islands_), 0);
        for (std::uint32_t j = 0; j < problem_.task_count; ++j) {
            encode_particle(problem_, dimensions_, leader[i], j, true, to + swarm.at(0, j));
        }
    }
}

const float* CpuSwarm::social(const Breeding& b, std::uint32_t particle) const {
    const std::size_t coordinates = std::size_t{problem_.task_count} * dimensions_;
    if (!b.swarm.ring) return leader_.data() + particle / island_plans_ * coordinates;
    const std::uint32_t place = particle % island_plans_;
    const std::uint32_t last = island_plans_ - 1;
    const std::uint32_t island = particle - place;
    const std::uint32_t neighbours[2] = {place == elites_ ? last : place - 1,
                                         place == last ? elites_ : place + 1};
    std::uint32_t best = particle;
    for (const std::uint32_t neighbour : neighbours) {
        if (best_score_[island + neighbour] < best_score_[best]) best = island + neighbour;
    }
    return best_.data() + best * coordinates;
}

void CpuSwarm::move(const Breeding& b, std::uint32_t plan, const PlanView& now,
                    const PlanView& next) {
    const SwarmView swarm = view();
    const std::uint32_t particle = particle_of(plan);
    const float* const follows = social(b, particle);
    for (std::uint32_t j = 0; j < problem_.task_count; ++j) {
        move_particle(problem_, b, swarm, particle, follows, plan, now, next, j);
    }
}

SwarmState CpuSwarm::state() const {
    return {elites_, position_, velocity_, best_, best_score_};
}

void CpuSwarm::restore(const SwarmState& state) {
    elites_ = state.elites;
    position_ = state.position;
    velocity_ = state.velocity;
    best_ = state.best;
    best_score_ = state.best_score;
    std::fill(place_.begin(), place_.end(), Place::Kept);
}

}  // namespace nightwatt
