#include "commands/progress_feed.hpp"

#include "commands/money.hpp"
#include "referee/referee.hpp"
#include "stopwatch.hpp"

namespace nightwatt {

ProgressFeed::ProgressFeed(const Instance& instance, const Problem& problem,
                           const PublishedPlan& published, const SearchParameters& limits,
                           const PlanBound& bound, double before_s, const std::string& part)
    : instance_(instance),
      problem_(problem),
      published_(published),
      bound_(bound),
      before_s_(before_s) {
    state_.part = part;
    state_.generations = limits.generations;
    state_.time_limit_s = limits.time_limit_s;
}

void ProgressFeed::show(const SearchState& search, const std::function<Plan()>& best_genes) {
    state_.generation = search.generation;
    state_.evaluations = search.evaluations;
    state_.seconds = before_s_ + search.seconds;
    state_.best_cost = money(search.summary.best.cost_nano);
    state_.gap = bound_.gap(search.summary.best);
    const bool better = !(search.summary.best == known_) || search.generation == 0;
    if (better && search.seconds >= next_s_) {
        const Stopwatch clock;
        known_ = search.summary.best;
        const Totals totals =
            audit(instance_, decode(problem_, best_genes()).plan, published_).account.totals;
        state_.energy_kwh = totals.energy_kwh;
        state_.late_tasks = totals.late_tasks;
        next_s_ = search.seconds + 20 * clock.seconds();
    }
    progress_.show(state_);
}

}  // namespace nightwatt
