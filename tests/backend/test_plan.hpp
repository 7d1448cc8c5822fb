#pragma once

#include "backend/cpu_population.hpp"
#include "backend/plan_evaluator.hpp"
#include "problem/decode.hpp"
#include "problem/random_instance.hpp"

namespace nightwatt {

/// What local search is tried on.
inline const RandomShape pair_shapes[] = {
    {},
    {.tasks = 30, .servers = 1},
    {.tasks = 100, .servers = 6, .resources = 1, .negative_prices = true},
    {.tasks = 80, .servers = 6, .negative_prices = true, .coupled = true},
    {.tasks = 50, .servers = 5, .coupled = true, .transfers = true},
    {.tasks = 50, .servers = 5, .resources = 1, .loads_only = true},
    {.tasks = 40, .servers = 9, .coupled = true, .pinned = true},
};

/// A plan in arrays of its own, from random genes, decoded once.
class TestPlan {
  public:
    TestPlan(const Problem& problem, std::uint64_t seed) : problem_(problem) {
        const Plan genes = decode(problem, random_genes(problem, seed)).plan;
        memory_.resize(1, 0, problem.tasks());
        const PlanView plan = view();
        for (std::uint32_t j = 0; j < problem.tasks(); ++j) {
            plan.server[j] = static_cast<std::uint32_t>(genes.server[j]);
            plan.level[j] = static_cast<std::uint8_t>(genes.level[j]);
            plan.hold_ms[j] = genes.hold_ms[j];
            plan.start_ms[j] = genes.start_ms[j];
            plan.position[j] = static_cast<std::uint32_t>(genes.position[j]);
        }
    }
    [[nodiscard]] PlanView view() { return memory_.view().plan(0); }
    /// Full evaluation of the plan's genes.
    Score evaluate() {
        PlanSequences sequences(problem_.view());
        sequences.load(view());
        return PlanEvaluator(problem_.view()).evaluate(sequences);
    }

  private:
    const Problem& problem_;
    CpuPopulation memory_;
};

}  // namespace nightwatt
