#include "lp/lp_plan.hpp"

#include <fmt/format.h>

#include "lp/night_programme.hpp"
#include "lp/round_solution.hpp"

namespace nightwatt {

std::string LpPlan::text() const {
    std::string text =
        fmt::format("linear programme: {} variables, {} rows, {} entries", columns, rows, entries);
    if (status != LpStatus::Optimal) return text;
    text += fmt::format("; optimum {:.6f} ({})", objective,
                        relaxes ? "but for rounding, no plan costs less"
                                : "not a bound: tasks start on a grid of periods");
    if (surplus_h > 1e-6) {
        text +=
            fmt::format("; it takes {:.3g} server-hours that do not exist, at lp.penalty {:.6g}",
                        surplus_h, penalty);
    }
    return text;
}

LpPlan lp_plan(const Problem& problem, const LpSettings& settings,
               const std::function<bool()>& stop) {
    require_lp_solver();
    const LpPlaces places(problem, settings.period_slots);
    const std::vector<LpChoice> choices = lp_choices(problem, places, settings.choices);
    const NightProgramme night = night_programme(problem, places, choices, settings.penalty);
    LpPlan plan;
    plan.columns = night.programme.columns();
    plan.rows = night.programme.rows();
    plan.entries = night.programme.entries();
    plan.penalty = night.penalty;
    plan.relaxes = !places.timed();
    const LpSolution solution = solve(night.programme, stop);
    plan.status = solution.status;
    if (solution.status != LpStatus::Optimal) return plan;
    plan.objective = solution.objective;
    for (std::size_t k = 0; k < night.surplus_h.size(); ++k) {
        plan.surplus_h +=
            night.surplus_h[k] * solution.value[static_cast<std::size_t>(night.first_surplus) + k];
    }
    plan.decoded =
        decode_dispatched(problem, round_solution(problem, places, choices, solution.value));
    return plan;
}

}  // namespace nightwatt
