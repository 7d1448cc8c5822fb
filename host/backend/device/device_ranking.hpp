#pragma once

#include <vector>

#include "backend/backend.hpp"
#include "backend/device/device_array.hpp"
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

    void resize(std::uint32_t islands, std::uint32_t island_plans) {
        islands_ = islands;
        island_plans_ = island_plans;
        ranking_.resize(std::size_t{islands} * island_plans);
        rank_.resize(std::size_t{islands} * island_plans);
        duplicate_.resize(std::size_t{islands} * island_plans);
        best_.resize(islands);
        sums_.resize(1);
    }

    /// All that crosses from the device in a generation.
    [[nodiscard]] GenerationSummary rank(const PopulationView& population) {
        const PopulationSums none{};
        sums_.upload(&none, 1);
        machine_.run_blocks(islands_, 1,
                            RankIsland{population, ranking_.data(), rank_.data(), duplicate_.data(),
                                       island_plans_});
        machine_.run(1, population.plan_count, SumHashes{population, sums_.data()});
        machine_.run_blocks(
            islands_, 1,
            CompareIsland{population, ranking_.data(), island_plans_, best_.data(), sums_.data()});
        PopulationSums sums{};
        std::vector<IslandBest> best(islands_);
        sums_.download(&sums, 1);
        best_.download(best.data(), islands_);
        GenerationSummary summary;
        summary.population_hash = sums.hash;
        summary.diversity = static_cast<double>(sums.elsewhere) /
                            (static_cast<double>(islands_) * population.task_count);
        for (std::uint32_t island = 0; island < islands_; ++island) {
            summary.island_best.push_back(best[island].score);
            if (island == 0 || best[island].score < summary.best) {
                summary.best = best[island].score;
                summary.best_plan = best[island].plan;
            }
        }
        return summary;
    }

    /// [island * island_plans + rank]
    [[nodiscard]] const std::uint32_t* plans() const { return ranking_.data(); }

  private:
    Machine& machine_;
    std::uint32_t islands_ = 0;
    std::uint32_t island_plans_ = 0;
    DeviceArray<Machine, std::uint32_t> ranking_;
    DeviceArray<Machine, std::uint32_t> rank_;
    DeviceArray<Machine, std::uint8_t> duplicate_;
    DeviceArray<Machine, IslandBest> best_;
    DeviceArray<Machine, PopulationSums> sums_;
};

}  // namespace nightwatt
