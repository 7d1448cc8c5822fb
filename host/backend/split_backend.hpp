#pragma once

#include <memory>
#include <string>
#include <vector>

#include "backend/island_group.hpp"

namespace nightwatt {

/// A ring of islands, or some neighbours of it, over several groups, each of which holds neighbours
/// again. Gives the same bits as one backend that holds them all, however many groups there are.
class SplitBackend final : public Backend {
  public:
    /// At least one group. Groups without an island, where there are more groups than islands, are
    /// never called. The first one should work in this process, while the others do elsewhere.
    SplitBackend(std::string name, std::vector<std::unique_ptr<IslandGroup>> groups);

    [[nodiscard]] std::string name() const override { return name_; }
    void resize(const IslandRange& range) override;
    void seed(std::span<const Plan> seeds, const Breeding& breeding,
              std::uint32_t mutations) override;
    GenerationSummary evaluate() override;
    void breed(const Breeding& breeding) override;
    void educate(const Breeding& breeding, const Education& education) override;
    [[nodiscard]] std::vector<Plan> elites(std::uint32_t count) const override;
    void set_guests(std::span<const Plan> migrants) override;
    void set_limits(std::span<const SlotLimits> limits) override;
    [[nodiscard]] Plan genes(std::uint32_t plan) const override;
    [[nodiscard]] PopulationState state() const override;
    void restore(const PopulationState& state) override;

  private:
    struct Part {
        IslandGroup* group;
        IslandRange range;
    };

    std::string name_;
    IslandRange range_;
    /// A part's first plan, in the numbers of this backend.
    [[nodiscard]] std::uint32_t first_plan_of(const Part& part) const {
        return part.range.first_plan() - range_.first_plan();
    }

    std::vector<std::unique_ptr<IslandGroup>> groups_;
    std::vector<Part> parts_;  ///< groups that have islands, in the ring's order
};

}  // namespace nightwatt
