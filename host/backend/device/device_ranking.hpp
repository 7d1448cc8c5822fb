#pragma once

#include <vector>

#include "backend/backend.hpp"
#include "backend/device/device_array.hpp"
#include "kernels/island_range.hpp"
#include "kernels/items/rank_items.hpp"

namespace nightwatt {

/// Ranks plans within their islands and sums a population up, on a device.
template <class Machine>
class DeviceRanking {
  public:
    explicit DeviceRanking(Machine& machine)
        : machine_(machine),
          ranking_(machine),
          rank_(machine),
          duplicate_(machine),
          best_(machine),
          sums_(machine) {}

    void resize(const IslandRange& range) {
        range_ = range;
        ranking_.resize(range.plans());
        rank_.resize(range.plans());
        duplicate_.resize(range.plans());
        best_.resize(range.count);
        sums_.resize(1);
    }

    /// All that crosses from the device in a generation.
    [[nodiscard]] GenerationSummary rank(const PopulationView& population) {
        const PopulationSums none{};
        sums_.upload(&none, 1);
        const std::uint32_t islands = range_.count;
        const std::uint32_t plans = range_.island_plans;
        machine_.run_blocks(
            islands, 1,
            RankIsland{population, ranking_.data(), rank_.data(), duplicate_.data(), plans});
        machine_.run(1, population.plan_count,
                     SumHashes{population, range_.first_plan(), sums_.data()});
        machine_.run_blocks(
            islands, 1,
            CompareIsland{population, ranking_.data(), plans, best_.data(), sums_.data()});
        PopulationSums sums{};
        std::vector<IslandBest> best(islands);
        sums_.download(&sums, 1);
        best_.download(best.data(), islands);
        GenerationSummary summary;
        summary.population_hash = sums.hash;
        summary.elsewhere = sums.elsewhere;
        for (const IslandBest& island : best) summary.add_island(island.score, island.plan);
        return summary;
    }

    /// The plan of rank `rank` in an island.
    [[nodiscard]] std::uint32_t plan_of(std::uint32_t island, std::uint32_t rank) const {
        std::uint32_t plan = 0;
        ranking_.download(&plan, 1, std::size_t{island} * range_.island_plans + rank);
        return plan;
    }

    /// [island * island_plans + rank]
    [[nodiscard]] const std::uint32_t* plans() const { return ranking_.data(); }

  private:
    Machine& machine_;
    IslandRange range_;
    DeviceArray<Machine, std::uint32_t> ranking_;
    DeviceArray<Machine, std::uint32_t> rank_;
    DeviceArray<Machine, std::uint8_t> duplicate_;
    DeviceArray<Machine, IslandBest> best_;
    DeviceArray<Machine, PopulationSums> sums_;
};

}  // namespace nightwatt
