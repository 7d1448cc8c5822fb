#pragma once

#include <vector>

#include "kernels/population.hpp"
#include "kernels/server_walk.hpp"

namespace nightwatt {

/// A plan's genes as sequences: the tasks of each server in order, server after server.
class PlanSequences {
  public:
    explicit PlanSequences(const ProblemView& problem);

    /// Sorts the genes into sequences, by (start_ms, position, task) within each server.
    void load(const PlanView& plan);
    /// Writes every task's start and position back.
    void store(const PlanView& plan) const;

    [[nodiscard]] Sequence of(std::uint32_t server) {
        return {items_.data() + first_[server], first_[server + 1] - first_[server]};
    }

  private:
    std::vector<SequenceItem> items_;   // [task]
    std::vector<std::uint32_t> first_;  // [server + 1]
};

}  // namespace nightwatt
