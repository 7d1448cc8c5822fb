#pragma once

#include <cstdint>
#include <vector>

#include "bound/dual_point.hpp"
#include "bound/slot_terms.hpp"
#include "bound/task_pass.hpp"

namespace nightwatt {

/// Value of the dual function at some multipliers, and a direction in which it rises.
struct DualValue {
    /// Certified, if all tasks were priced; INT64_MIN where integers do not hold it.
    std::int64_t bound_nano = 0;
    double value_nano = 0;         ///< the same before constants and slack; of a sample: scaled up
    std::vector<double> gradient;  ///< [layout]: relaxed constraints, positive where violated
};

/// The Lagrangian dual of the planner's model: README.md. Every value is a lower bound.
class DualFunction {
  public:
    DualFunction(const Problem& problem, std::uint32_t steps_per_slot, std::uint32_t threads,
                 const MakeTaskPass& make_pass = {});

    [[nodiscard]] const ProblemView& problem() const { return p_; }
    [[nodiscard]] const DualLayout& layout() const { return layout_; }
    [[nodiscard]] const ServerGroups& groups() const { return groups_; }
    [[nodiscard]] const SlotTerms& slots() const { return slots_; }
    /// Tasks that are priced: more than the problem has where others price theirs, too.
    [[nodiscard]] std::int64_t tasks() const { return pass_->tasks(); }

    /// What no plan undercuts, whatever the prices; INT64_MIN where a plan can earn.
    [[nodiscard]] std::int64_t floor_nano() const {
        return slots_.earns() ? INT64_MIN : constant_nano_;
    }

    /// x must have been projected by slots().
    [[nodiscard]] DualValue evaluate(const std::vector<double>& x, const TaskSample& sample) const;
    [[nodiscard]] PriceIntegrals integrate(const std::vector<double>& x) const;

  private:
    [[nodiscard]] std::int64_t least_makespan_nano() const;
    [[nodiscard]] std::int64_t rounding_slack_nano() const;
    [[nodiscard]] double most_of_tasks_nano(const PriceIntegrals& prices) const;
    [[nodiscard]] std::int64_t certified(const PriceIntegrals& prices, std::int64_t tasks_nano,
                                         std::int64_t servers_nano, double coupling) const;

    ProblemView p_;
    ServerGroups groups_;
    DualLayout layout_;
    SlotTerms slots_;
    std::uint32_t threads_;
    std::unique_ptr<TaskPass> pass_;
    std::int64_t constant_nano_;  ///< what every plan pays besides, less the slack for rounding
    double worst_cost_nano_;      ///< that a plan may have
    double most_energy_uj_ = 0;   ///< of all tasks
    std::vector<double> need_;    ///< [resource], of all tasks
};

}  // namespace nightwatt
