#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "bound/bound.hpp"
#include "construct/price_rounds.hpp"
#include "problem/decode.hpp"

namespace nightwatt {

/// First plans that follow a lower bound's prices.
struct PriceStart {
    std::vector<DecodedPlan> plans;  ///< best first; empty where the method has no prices of time
    std::int64_t rounds = 0;
};

/// What decides about the rounds.
struct PriceStartRules {
    /// Asked before every round, and by any thread within it, whether to stop there; an unfinished
    /// round does not count.
    std::function<bool(std::int64_t rounds, std::int64_t stalled)> stop;
    /// Hears of the rounds before each one and after the last.
    std::function<void(const PriceRounds&)> between;
    /// Where to go on from; null: from the start.
    const PriceRoundsState* from = nullptr;
};

/// Deterministic by (problem, prices, rounds).
[[nodiscard]] PriceStart start_by_prices(const Problem& problem, const BoundMethod& bound,
                                         std::uint32_t threads, const PriceStartRules& rules);

}  // namespace nightwatt
