#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "bound/bound_state.hpp"
#include "bound/guide.hpp"
#include "bound/task_pass.hpp"
#include "problem/problem.hpp"

namespace nightwatt {

/// What some dozens of steps must bring the bound, as share of it, for more to follow within a
/// plan: a search gains more in that time.
inline constexpr double least_gain_in_plan = 2e-4;

/// What is proven: no feasible plan costs less than cost_nano, in the planner's exact money.
struct LowerBound {
    std::int64_t cost_nano = INT64_MIN;
    std::int64_t steps = 0;  ///< how often prices were changed; the bound depends on it alone
    std::string method;      ///< "prices by slot", "prices by server", "prices by task"
};

/// A way to raise a lower bound step by step. Deterministic by (problem, steps): neither threads
/// nor the clock matter, except through the number of steps that a caller allows.
class BoundMethod {
  public:
    BoundMethod() = default;
    BoundMethod(const BoundMethod&) = delete;
    BoundMethod& operator=(const BoundMethod&) = delete;
    virtual ~BoundMethod() = default;

    /// One step. Cheap steps prove nothing. False: there is nothing left to gain.
    virtual bool advance() = 0;
    /// Proves what the steps so far are worth, if they were cheap ones that prove nothing. Not a
    /// step: it does not change what later steps do.
    virtual void certify() = 0;
    /// The best bound proven so far; none before the first step or certify().
    [[nodiscard]] virtual LowerBound bound() const = 0;
    /// What the best prices say to a search, with the `per_task` cheapest modes of every task; none
    /// from a method that has no prices of time.
    [[nodiscard]] virtual std::optional<Guide> guide(std::uint32_t per_task) const {
        (void)per_task;
        return std::nullopt;
    }

    /// Where it stands between two steps; a method of the same problem goes on from there as if it
    /// had come that far itself.
    [[nodiscard]] virtual BoundState state() const = 0;
    virtual void restore(const BoundState& state) = 0;
};

/// The method that suits the problem. `least_gain`: what some dozens of steps must bring for more
/// to follow, as a share of the bound. `make_pass`: what prices tasks; empty: the CPU.
[[nodiscard]] std::unique_ptr<BoundMethod> create_bound(const Problem& problem,
                                                        std::uint32_t threads,
                                                        double least_gain = 5e-5,
                                                        const MakeTaskPass& make_pass = {});

/// Whether a bound proves more than what it says: it is above the cost that any plan within the
/// limits may have, so there is none. Prices of limits that cannot be kept rise without end.
[[nodiscard]] bool no_plan_exists(const LowerBound& proven, const Problem& problem);

/// Advances until `stop` says so or nothing is left to gain, and proves the result.
LowerBound raise_bound(BoundMethod& method, const std::function<bool(const LowerBound&)>& stop);

}  // namespace nightwatt
