#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "lp/solver.hpp"
#include "problem/decode.hpp"

namespace nightwatt {

struct LpSettings {
    double penalty = 0;  ///< money for a server-hour more than there is; 0: chosen by the problem
    std::int64_t choices = 200'000;  ///< most that the programme may have
    std::uint32_t period_slots = 1;  ///< slots of a period
};

/// What the linear programme gave.
struct LpPlan {
    LpStatus status = LpStatus::Stopped;
    int columns = 0;
    int rows = 0;
    int entries = 0;
    double objective = 0;   ///< of the programme, before rounding
    double surplus_h = 0;   ///< server-hours that the programme took and nobody has
    double penalty = 0;     ///< what it paid for each
    bool relaxes = false;   ///< no plan costs less than the objective, but for rounding
    DecodedPlan decoded{};  ///< where status is Optimal

    /// One line about the programme.
    [[nodiscard]] std::string text() const;
};

/// Solves the linear programme of README.md and rounds its solution to a plan, until `stop` says
/// so. Throws UsageError where there is no solver, or where the problem is too large for one.
[[nodiscard]] LpPlan lp_plan(const Problem& problem, const LpSettings& settings,
                             const std::function<bool()>& stop);

}  // namespace nightwatt
