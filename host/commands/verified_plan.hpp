#pragma once

#include "problem/decode.hpp"
#include "referee/referee.hpp"

namespace nightwatt {

/// Has the referee recompute a decoded plan. Throws InternalError where the two disagree: another
/// cost than rounding can explain, or a violation that only one of them sees. A plan that both find
/// infeasible comes back with its violations.
[[nodiscard]] Audit verify(const Instance& instance, const DecodedPlan& decoded,
                           const PublishedPlan& published = {});

/// The same, and throws InfeasibleError with every violation where there is one.
[[nodiscard]] Audit verify_feasible(const Instance& instance, const DecodedPlan& decoded,
                                    const PublishedPlan& published = {});

/// Exact cost in the instance's currency.
[[nodiscard]] double exact_cost(const DecodedPlan& decoded);

}  // namespace nightwatt
