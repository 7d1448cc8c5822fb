#include "commands/price_start.hpp"

namespace nightwatt {

namespace {

/// Modes that a task looks at: with fewer, some tasks find no room and end late.
constexpr std::uint32_t choices_per_task = 8;

}  // namespace

PriceStart start_by_prices(const Problem& problem, const BoundMethod& bound, std::uint32_t threads,
                           const PriceStartRules& rules) {
    PriceStart start;
    if (rules.from == nullptr && rules.stop(0, 0)) return start;
    const std::optional<Guide> guide = bound.guide(choices_per_task);
    if (!guide) return start;
    PriceRounds rounds(problem, *guide, threads);
    if (rules.from != nullptr) rounds.restore(*rules.from);
    const auto stop = [&] { return rules.stop(rounds.rounds(), rounds.stalled()); };
    while (true) {
        rules.between(rounds);
        if (stop() || rounds.advance(stop) == PriceRounds::Outcome::Abandoned) break;
    }
    rules.between(rounds);
    start.plans = rounds.plans();
    start.rounds = rounds.rounds();
    return start;
}

}  // namespace nightwatt
