#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "bound/bound.hpp"
#include "instance/instance.hpp"
#include "io/plan_file.hpp"
#include "kernels/score.hpp"
#include "problem/problem.hpp"

namespace nightwatt {

/// The lower bound of one run of the planner. It is raised before the search, which may follow its
/// prices, and what is proven then is proven of the run's plan, too.
class PlanBound {
  public:
    /// `whole`: the problem of all tasks; null where no process holds it: then no bound is known
    /// to be above what any plan can cost.
    explicit PlanBound(const Problem* whole) : whole_(whole) {}

    /// Raises the bound until `stop`, asked before every step with what is proven so far, says so.
    /// `from`: where an earlier run stood; null or empty: from the start.
    void raise(std::unique_ptr<BoundMethod> method,
               const std::function<bool(const LowerBound&)>& stop, const BoundState* from);
    /// Others prove the bound: the method's prices are all that is known here.
    void follow(std::unique_ptr<BoundMethod> method) { method_ = std::move(method); }
    /// For its memory: what is proven stays.
    void forget_method() { method_.reset(); }
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
    /// For the record: what is proven by now, where it is more than before.
    static void note(const LowerBound& proven, double seconds, std::vector<BoundRecord>& bounds);
    /// The bound's part of a record whose plan costs this much, `rounding` more or less.
    void store(PlanRecord& record, double cost, double rounding = 0) const;

  private:
    const Problem* whole_;
    std::unique_ptr<BoundMethod> method_;
    LowerBound proven_;
};

}  // namespace nightwatt
