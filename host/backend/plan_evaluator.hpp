#pragma once

#include <vector>

#include "backend/plan_sequences.hpp"
#include "kernels/evaluate.hpp"
#include "kernels/population.hpp"

namespace nightwatt {

/// Evaluates whole plans, one after another, with scratch memory of its own: one a thread.
class PlanEvaluator {
  public:
    explicit PlanEvaluator(const ProblemView& problem);

    /// Executes the sequences: sets their starts and returns the plan's score.
    Score evaluate(PlanSequences& sequences);
    /// Score of a plan of which only the servers' loads matter (ProblemView::loads_only), without
    /// sequences.
    Score evaluate_loads(const PlanView& plan);

  private:
    ProblemView problem_;
    std::vector<RunningTask> running_;
    std::vector<std::int64_t> edge_uj_;  // [site * slots + slot]
    std::vector<std::int64_t> step_mw_;
    std::vector<std::int64_t> load_ms_;  // [server]
};

/// Hash of a plan's servers, starts and levels: equal to plan_hash() of the decoded plan, except
/// where only loads matter and starts are unknown.
[[nodiscard]] std::uint64_t genes_hash(const PlanView& plan, std::uint32_t tasks);

}  // namespace nightwatt
