#include "commands/price_start.hpp"

#include "construct/price_rounds.hpp"

namespace nightwatt {

namespace {

/// Modes that a task looks at: with fewer, some tasks find no room and end late.
constexpr std::uint32_t choices_per_task = 8;

}  // namespace

PriceStart start_by_prices(
    const Problem& problem, const BoundMethod& bound, std::uint32_t threads,
    const std::function<bool(std::int64_t rounds, std::int64_t stalled)>& stop) {
    PriceStart start;
    if (stop(0, 0)) return start;
    const std::optional<Guide> guide = bound.guide(choices_per_task);
    if (!guide) return start;
    PriceRounds rounds(problem, *guide, threads);
    for (std::int64_t stalled = 0; !stop(rounds.rounds(), stalled);) {
        const PriceRounds::Outcome outcome =
            rounds.advance([&] { return stop(rounds.rounds(), stalled); });
        if (outcome == PriceRounds::Outcome::Abandoned) break;
        stalled = outcome == PriceRounds::Outcome::Better ? 0 : stalled + 1;
    }
    start.plans = rounds.plans();
    start.rounds = rounds.rounds();
    return start;
}

}  // namespace nightwatt
