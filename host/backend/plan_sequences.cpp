#include "backend/plan_sequences.hpp"

#include <algorithm>

#include "kernels/items/sequence_items.hpp"

namespace nightwatt {

PlanSequences::PlanSequences(const ProblemView& problem)
    : items_(problem.task_count), first_(problem.server_count + 1) {}

void PlanSequences::load(const PlanView& plan) {
    const auto tasks = static_cast<std::uint32_t>(items_.size());
    const auto servers = static_cast<std::uint32_t>(first_.size() - 1);
    std::fill(first_.begin(), first_.end(), 0u);
    for (std::uint32_t j = 0; j < tasks; ++j) ++first_[plan.server[j] + 1];
    for (std::uint32_t i = 0; i < servers; ++i) first_[i + 1] += first_[i];
    for (std::uint32_t j = 0; j < tasks; ++j) {
        items_[first_[plan.server[j]]++] = {plan.start_ms[j], plan.hold_ms[j], j, plan.position[j],
                                            plan.level[j]};
    }
    for (std::uint32_t i = servers; i > 0; --i) first_[i] = first_[i - 1];
    first_[0] = 0;
    for (std::uint32_t i = 0; i < servers; ++i) {
        std::sort(items_.begin() + first_[i], items_.begin() + first_[i + 1], EarlierItem{});
    }
}

void PlanSequences::store(const PlanView& plan) const {
    for (std::size_t i = 0; i + 1 < first_.size(); ++i) {
        for (std::uint32_t k = first_[i]; k < first_[i + 1]; ++k) {
            plan.start_ms[items_[k].task] = items_[k].start_ms;
            plan.position[items_[k].task] = k - first_[i];
        }
    }
}

}  // namespace nightwatt
