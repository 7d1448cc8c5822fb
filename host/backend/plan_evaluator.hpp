#pragma once

#include <vector>

#include "kernels/evaluate.hpp"
#include "kernels/population.hpp"

namespace nightwatt {

/// Evaluates whole plans, one after another, with scratch memory of its own: one a thread.
class PlanEvaluator {
  public:
    explicit PlanEvaluator(const ProblemView& problem);

    /// Brings the sequences in order of (start_ms, position, task) within each server.
    void sort(const PlanView& plan);
    /// Executes the sequences: start_ms and the plan's score.
    Score evaluate(const PlanView& plan);
    /// Score of a plan of which only the servers' loads matter (ProblemView::loads_only): the order
    /// is as good as any, so sequences and starts are left alone.
    Score evaluate_loads(const PlanView& plan);

  private:
    struct Key {
        std::int64_t start_ms;
        std::uint32_t position;
        std::uint32_t task;
    };

    ProblemView problem_;
    std::vector<RunningTask> running_;
    std::vector<std::int64_t> edge_uj_;  // [site * slots + slot]
    std::vector<std::int64_t> step_mw_;
    std::vector<std::int64_t> load_ms_;  // [server]
    std::vector<Key> keys_;              // [task]
};

/// Hash of a plan's servers, starts and levels: equal to plan_hash() of the decoded plan, except
/// where only loads matter and starts are unknown.
[[nodiscard]] std::uint64_t genes_hash(const PlanView& plan, std::uint32_t tasks);

}  // namespace nightwatt
