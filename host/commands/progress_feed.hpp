#pragma once

#include <functional>

#include "commands/plan_bound.hpp"
#include "progress.hpp"
#include "search/genetic_search.hpp"

namespace nightwatt {

/// Feeds the progress line. The energy and the late tasks of the best plan are the referee's; it is
/// asked again only when the plan is better and asking costs less than a twentieth of the time.
class ProgressFeed {
  public:
    /// `before_s`: how long the run took before the search. `part`: ProgressState::part. All else
    /// must outlive the feed.
    ProgressFeed(const Instance& instance, const Problem& problem, const PublishedPlan& published,
                 const SearchParameters& limits, const PlanBound& bound, double before_s,
                 const std::string& part);

    void show(const SearchState& search, const std::function<Plan()>& best_genes);
    void finish() { progress_.finish(state_); }

  private:
    const Instance& instance_;
    const Problem& problem_;
    const PublishedPlan& published_;
    const PlanBound& bound_;
    double before_s_;
    double next_s_ = 0;
    Score known_;
    ProgressState state_;
    Progress progress_;
};

}  // namespace nightwatt
