#include "io/report/scenario_text.hpp"

#include <fmt/format.h>

#include "io/report/text_table.hpp"

namespace nightwatt {

namespace {

std::string between(std::int64_t low, std::int64_t high) {
    return low == high ? fmt::format("{}", low) : fmt::format("{} to {}", low, high);
}

}  // namespace

std::string scenario_text(const ScenarioRange& range, const std::string& currency) {
    const std::string late = between(range.late_low, range.late_high);
    std::string text = fmt::format(
        "In {} scenarios of what was forecast the plan costs {} to {} {} (5 to 95 %), {} on "
        "average, "
        "with {} late tasks.",
        range.scenarios, number_text(range.cost_low), number_text(range.cost_high), currency,
        number_text(range.cost_mean), late);
    if (range.beyond_high > 0) {
        text += fmt::format(" {} tasks end after the night or their server's window.",
                            between(range.beyond_low, range.beyond_high));
    }
    if (range.infeasible > 0) {
        text +=
            fmt::format(" In {} of them it breaks a limit of power or energy.", range.infeasible);
    }
    return wrapped_text(text);
}

}  // namespace nightwatt
