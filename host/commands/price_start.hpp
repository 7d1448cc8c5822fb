#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "bound/bound.hpp"
#include "problem/decode.hpp"

namespace nightwatt {

/// First plans that follow a lower bound's prices.
struct PriceStart {
    std::vector<DecodedPlan> plans;  ///< best first; empty where the method has no prices of time
    std::int64_t rounds = 0;
};

/// Builds them round by round until `stop(rounds, rounds since the best plan got better)`, asked
/// before every round and by any thread within it, says so; an unfinished round does not count.
/// Deterministic by (problem, prices, rounds).
[[nodiscard]] PriceStart start_by_prices(
    const Problem& problem, const BoundMethod& bound, std::uint32_t threads,
    const std::function<bool(std::int64_t rounds, std::int64_t stalled)>& stop);

}  // namespace nightwatt
