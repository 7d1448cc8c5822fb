#pragma once

#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "pareto/front.hpp"

namespace nightwatt {

/// Where to look next. Both ways take the two neighbours on the front between which most is
/// unknown: the largest rectangle that they leave open.

/// Dichotomy by weights: the plan that is best for energy + weight * tardiness, with the weight at
/// which the two neighbours cost the same. What it finds lies below their line, or nothing does.
class WeightSteps {
  public:
    /// No value where every pair of neighbours was tried.
    [[nodiscard]] std::optional<double> next(const Front& front);

  private:
    std::set<std::pair<std::int64_t, std::int64_t>> tried_;  // `other` of two neighbours
};

/// Epsilon-constraint: the plan of least energy that ends by a limit, half-way between two
/// neighbours.
class LimitSteps {
  public:
    /// Limit in ms; no value where no two neighbours leave a millisecond open.
    [[nodiscard]] std::optional<std::int64_t> next(const Front& front);

  private:
    std::vector<std::int64_t> tried_;  // limits; nothing more is expected below one up to a point
};

/// The point of a front that is best for energy + weight * other; the first of equals.
[[nodiscard]] const FrontPoint& best_for_weight(const Front& front, double weight);
/// The point of least energy whose `other` is at most `limit`; the front has such a one.
[[nodiscard]] const FrontPoint& best_within(const Front& front, std::int64_t limit);

}  // namespace nightwatt
