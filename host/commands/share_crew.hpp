#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "commands/interruption.hpp"
#include "commands/share_work.hpp"
#include "instance/unpriced.hpp"
#include "io/task_blocks.hpp"

namespace nightwatt {

/// The shares of a night on all ranks, as the first one sees them: share s is on rank s modulo the
/// number of ranks.
class ShareCrew {
  public:
    /// Deals the night out to `parameters.shares`, reading its tasks block by block. Throws
    /// InputError for what is wrong with them, and for names that two of them have.
    ShareCrew(TaskBlocks& night, const SearchParameters& parameters);

    [[nodiscard]] std::size_t tasks() const { return task_share_.size(); }
    [[nodiscard]] const DeadlineCounts& deadlines() const { return deadlines_; }
    [[nodiscard]] std::size_t ranks() const { return others_.size() + 1; }
    /// The problem that the whole night's bound is raised with, by pass().
    [[nodiscard]] const Problem& first_problem() { return own_.front().among_all(); }
    [[nodiscard]] MakeTaskPass pass(std::uint32_t threads);

    /// Plans all shares and puts the plans together. `checkpoint`: that of the run, beside which
    /// each share has one of its own; empty: none is kept. Once `interruption` says so, all come to
    /// an end. The shares are gone then.
    [[nodiscard]] PlanRecord plan(ShareTerms terms, const SearchParameters& parameters,
                                  const std::string& checkpoint, const Interruption& interruption);

  private:
    void begin(const SearchParameters& parameters);
    void hand_out(const Instance& block, const std::vector<std::uint32_t>& share_of);
    void require_unique_names();
    [[nodiscard]] std::vector<std::string> checkpoints_of(std::size_t rank,
                                                          const std::string& checkpoint) const;
    [[nodiscard]] std::size_t rank_of(std::size_t share) const { return share % ranks(); }
    [[nodiscard]] std::size_t number_on_rank(std::size_t share) const { return share / ranks(); }

    const Instance& frame_;
    std::size_t shares_;
    std::vector<Link*> others_;  ///< ranks that hold shares, but for this one
    SharesOfRank own_;
    std::vector<std::vector<std::uint32_t>> servers_;  ///< [share]
    std::vector<std::uint32_t> task_share_;            ///< [task]
    DeadlineCounts deadlines_;
    std::vector<std::uint64_t> names_;  ///< hashes, while tasks are dealt out
};

}  // namespace nightwatt
