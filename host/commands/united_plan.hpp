#pragma once

#include <cstdint>
#include <vector>

#include "io/plan_file.hpp"

namespace nightwatt {

/// Puts the plans of a night's shares together.
class UnitedPlan {
  public:
    /// `frame`: the night without tasks; `task_share`: [task], whose it is. Both must outlive it.
    UnitedPlan(const Instance& frame, const std::vector<std::uint32_t>& task_share,
               std::size_t shares);

    /// A share's plan, whose servers are numbered as in the whole night. In any order: sums are
    /// made in the shares' own, so that they do not depend on the number of ranks.
    void add(std::uint32_t share, PlanRecord record);

    /// When all shares have been added: the plan, its account and its baselines as the referee
    /// settles them for the whole night, and the search, generation by generation. Throws
    /// InfeasibleError where together they are above a cap.
    [[nodiscard]] PlanRecord finish();

  private:
    void settle_provenance();
    void settle_generations();
    void settle_baselines();

    const Instance& frame_;
    const std::vector<std::uint32_t>& task_share_;
    PlanRecord record_;
    std::vector<PlanRecord> shares_;  ///< without their plans and tasks, which are the whole's
};

}  // namespace nightwatt
