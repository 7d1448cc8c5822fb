#include "io/report/scenario_text.hpp"

#include <fmt/format.h>

#include "io/report/text_table.hpp"

namespace nightwatt {

std::string scenario_text(const ScenarioRange& range, const std::string& currency) {
    const std::string late = range.late_low == range.late_high
                                 ? fmt::format("{}", range.late_low)
                                 : fmt::format("{} to {}", range.late_low, range.late_high);
    std::string text = fmt::format(
        "In {} scenarios of what was forecast the plan costs {} to {} {} (5 to 95 %), {} on "
        "average, "
        "with {} late tasks.",
        range.scenarios, number_text(range.cost_low), number_text(range.cost_high), currency,
        number_text(range.cost_mean), late);
    if (range.infeasible > 0) {
        text +=
            fmt::format(" In {} of them it breaks a limit of power or energy.", range.infeasible);
    }
    return wrapped_text(text);
}

}  // namespace nightwatt
