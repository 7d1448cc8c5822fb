#pragma once

#include <functional>
#include <memory>
#include <string>

#include "bound/bound.hpp"
#include "instance/instance.hpp"
#include "io/plan_file.hpp"
#include "kernels/score.hpp"
#include "problem/problem.hpp"
#include "search/search_parameters.hpp"

namespace nightwatt {

/// The lower bound of one run of the planner. It is raised before the search, which may follow its
/// prices, and what is proven then is proven of the run's plan, too.
class PlanBound {
  public:
    /// `backend` prices tasks, as search.backend says.
    PlanBound(const Problem& problem, const SearchParameters& resolved, const std::string& backend)
        : problem_(problem), resolved_(resolved), backend_(backend) {}

    /// Raises the bound until `stop`, asked before every step with what is proven so far, says so.
    /// Where settings ask for no steps, nothing is proven.
    /// `from`: where an earlier run stood; null or empty: from the start.
    void raise(const std::function<bool(const LowerBound&)>& stop, const BoundState* from);
    /// Others prove the bound: the method's prices are all that is known here.
    void follow(std::unique_ptr<BoundMethod> method) { method_ = std::move(method); }
    /// Nothing is left to decide: no plan costs less than the only one there is.
    void only_plan(const Score& score);

    /// The method with its prices; null where the bound was not raised.
    [[nodiscard]] const BoundMethod* method() const { return method_.get(); }
    [[nodiscard]] const LowerBound& proven() const { return proven_; }
    /// No better plan than this one can exist.
    [[nodiscard]] bool reached_by(const Score& score) const;
    /// Share of a plan's cost that a better one might save at most; below 0 where nothing is known.
    [[nodiscard]] double gap(const Score& score) const;
    /// One line for the log.
    [[nodiscard]] std::string text(const Instance& instance, double seconds) const;
    /// The bound's part of a record whose plan has this score.
    void store(PlanRecord& record, const Score& score) const;

  private:
    const Problem& problem_;
    const SearchParameters& resolved_;
    const std::string& backend_;
    std::unique_ptr<BoundMethod> method_;
    LowerBound proven_;
};

}  // namespace nightwatt
