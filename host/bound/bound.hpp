#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "problem/problem.hpp"

namespace nightwatt {

/// What is proven: no feasible plan costs less than cost_nano, in the planner's exact money.
struct LowerBound {
    std::int64_t cost_nano = INT64_MIN;
    std::int64_t steps = 0;  ///< how often prices were changed; the bound depends on it alone
    std::string method;      ///< "prices by slot", "prices by server"
};

/// A way to raise a lower bound step by step. Deterministic by (problem, steps): neither threads
/// nor the clock matter, except through the number of steps that a caller allows.
class BoundMethod {
  public:
    BoundMethod() = default;
    BoundMethod(const BoundMethod&) = delete;
    BoundMethod& operator=(const BoundMethod&) = delete;
    virtual ~BoundMethod() = default;

    /// One step. Cheap steps may leave bound() as it is. False: there is nothing left to gain.
    virtual bool advance() = 0;
    /// The best bound so far; valid also before the first step.
    [[nodiscard]] virtual LowerBound bound() const = 0;
    /// Cost of a known plan, if there is one: steers the size of steps, never the validity.
    virtual void know(std::int64_t incumbent_nano) = 0;
};

/// The method that suits the problem.
[[nodiscard]] std::unique_ptr<BoundMethod> create_bound(const Problem& problem,
                                                        std::uint32_t threads);

/// Advances until `stop` says so or nothing is left to gain.
LowerBound raise_bound(BoundMethod& method, const std::function<bool(const LowerBound&)>& stop);

}  // namespace nightwatt
