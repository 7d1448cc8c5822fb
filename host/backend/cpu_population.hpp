#pragma once

#include <vector>

#include "backend/population_state.hpp"
#include "kernels/population.hpp"

namespace nightwatt {

/// Memory of one population on the host.
class CpuPopulation {
  public:
    /// `guests` more plans stand behind the others: they have no score, and no part in the state.
    void resize(std::uint32_t plans, std::uint32_t guests, std::uint32_t tasks);
    [[nodiscard]] PopulationView view();
    /// All but the swarm of a backend's state.
    [[nodiscard]] PopulationState genes() const;
    void set_genes(const PopulationState& state);
    /// Bytes a task and plan, for the memory promise.
    static constexpr std::size_t bytes_per_task = 4 + 1 + 8 + 8 + 4;

  private:
    PopulationState genes_;  // with the guests', without swarms
    std::vector<Score> score_;
    std::vector<std::uint64_t> hash_;
    std::uint32_t plans_ = 0;
    std::uint32_t tasks_ = 0;
};

}  // namespace nightwatt
