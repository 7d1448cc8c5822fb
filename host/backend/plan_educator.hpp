#pragma once

#include <vector>

#include "backend/plan_sequences.hpp"
#include "kernels/pair_search.hpp"
#include "kernels/population.hpp"

namespace nightwatt {

/// Local search on whole plans, one after another, with scratch memory of its own: one a thread.
class PlanEducator {
  public:
    explicit PlanEducator(const ProblemView& problem);

    /// Tries b.moves moves on every server of a plan, each time with a random partner. Genes and
    /// starts are up to date afterwards. Returns the plan's score.
    Score educate(const Breeding& b, std::uint32_t plan_id, const PlanView& plan);

  private:
    void load(const PlanView& plan);
    void store(const PlanView& plan) const;
    /// A draft of two servers, or of one where a == b.
    PairDraft draft_of(std::uint32_t a, std::uint32_t b);

    ProblemView problem_;
    PlanSequences sorted_;
    std::vector<std::vector<SequenceItem>> sequence_;  // [server]
    std::vector<SequenceItem> buffer_[4];              // now and next of two servers
    std::vector<RunningTask> running_;
    std::vector<ServerScore> server_;
    std::vector<SiteScore> site_;
    std::vector<std::int64_t> edge_uj_;  // [site * slots + slot]
    std::vector<std::int64_t> step_mw_;
    std::vector<SlotMeter> meter_;  // [site]
    PlanLedger ledger_{};
};

}  // namespace nightwatt
