#pragma once

#include <utility>

#include "backend/device/device_array.hpp"
#include "backend/population_state.hpp"
#include "kernels/items/swarm_items.hpp"

namespace nightwatt {

/// The particles of all swarm islands, on a device (CpuSwarm does the same on the host).
template <class Machine>
class DeviceSwarm {
  public:
    DeviceSwarm(Machine& machine, const ProblemView& problem)
        : machine_(machine),
          problem_(problem),
          dimensions_(swarm_dimensions(problem)),
          position_(machine),
          velocity_(machine),
          best_(machine),
          leader_(machine),
          best_score_(machine),
          place_(machine),
          better_(machine) {}

    void resize(const IslandRange& range) {
        layout_ = {range, 0};
        const std::size_t coordinates = std::size_t{problem_.task_count} * dimensions_;
        position_.resize(layout_.particles() * coordinates);
        velocity_.resize(layout_.particles() * coordinates);
        best_.resize(layout_.particles() * coordinates);
        leader_.resize(range.swarms() * coordinates);
        best_score_.resize(layout_.particles());
        place_.resize(layout_.particles());
        better_.resize(range.plans());
        machine_.run(1, layout_.particles(), ForgetParticle{view()});
        machine_.run(layout_.particles(), problem_.task_count, ForgetCoordinates{view()});
    }

    void adopt_all() {
        if (layout_.range.swarms() == 0) return;
        machine_.run(1, layout_.range.plans(), AdoptPlan{layout_, view()});
    }
    void follow(const std::uint32_t* rows, std::uint32_t count) {
        if (layout_.range.swarms() == 0) return;
        machine_.run(1, count, FollowPlan{layout_, view(), rows});
    }
    void learn(const PopulationView& population) {
        if (layout_.range.swarms() == 0) return;
        const std::uint32_t plans = layout_.range.plans();
        machine_.run(plans, problem_.task_count,
                     LearnPosition{problem_, layout_, view(), population});
        machine_.run(1, plans, LearnScore{layout_, view(), population, better_.data()});
        machine_.run(plans, problem_.task_count, LearnBest{layout_, view(), better_.data()});
    }
    void forget_scores() {
        const std::vector<Score> unknown(layout_.particles(), unknown_score);
        best_score_.upload(unknown.data(), layout_.particles());
    }
    void prepare(const Breeding& breeding, const PopulationView& population,
                 const std::uint32_t* ranking) {
        layout_.elites = breeding.elites;
        if (layout_.range.swarms() == 0 || breeding.swarm.ring) return;
        machine_.run(layout_.range.count, problem_.task_count,
                     EncodeLeader{problem_, layout_, view(), population, ranking});
    }

    /// After the evaluation, when every particle stands where its plan does.
    [[nodiscard]] SwarmState state() const {
        SwarmState state;
        state.elites = layout_.elites;
        for (const auto& [to, from] : {std::pair(&state.position, &position_),
                                       {&state.velocity, &velocity_},
                                       {&state.best, &best_}}) {
            to->resize(coordinates());
            from->download(to->data(), coordinates());
        }
        state.best_score.resize(layout_.particles());
        best_score_.download(state.best_score.data(), layout_.particles());
        return state;
    }
    void restore(const SwarmState& state) {
        layout_.elites = state.elites;
        position_.upload(state.position.data(), coordinates());
        velocity_.upload(state.velocity.data(), coordinates());
        best_.upload(state.best.data(), coordinates());
        best_score_.upload(state.best_score.data(), layout_.particles());
        machine_.run(1, layout_.particles(), KeepParticle{view()});
    }

    [[nodiscard]] const SwarmIslands& layout() const { return layout_; }
    [[nodiscard]] ParticlesView view() const {
        return {
            {position_.data(), velocity_.data(), best_.data(), problem_.task_count, dimensions_},
            leader_.data(),
            best_score_.data(),
            place_.data()};
    }

  private:
    [[nodiscard]] std::size_t coordinates() const {
        return std::size_t{layout_.particles()} * problem_.task_count * dimensions_;
    }

    Machine& machine_;
    ProblemView problem_;
    std::uint32_t dimensions_;
    SwarmIslands layout_;
    DeviceArray<Machine, float> position_;
    DeviceArray<Machine, float> velocity_;
    DeviceArray<Machine, float> best_;
    DeviceArray<Machine, float> leader_;
    DeviceArray<Machine, Score> best_score_;
    DeviceArray<Machine, ParticlePlace> place_;
    DeviceArray<Machine, std::uint8_t> better_;
};

}  // namespace nightwatt
