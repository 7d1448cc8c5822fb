#include "commands/lp_run.hpp"

#include "log.hpp"
#include "lp/lp_plan.hpp"

namespace nightwatt {

RuleRun run_lp(const Problem& problem, const SearchParameters& parameters, const std::string& note,
               const std::function<std::string()>& why_stop) {
    RuleRun run{"lp", note, {}};
    if (!run.note.empty()) return run;
    std::string stopped;
    LpPlan plan = lp_plan(problem,
                          {.penalty = parameters.lp_penalty,
                           .choices = parameters.lp_choices,
                           .period_slots = static_cast<std::uint32_t>(parameters.lp_period_slots)},
                          [&] {
                              stopped = why_stop();
                              return !stopped.empty();
                          });
    log_info(plan.text());
    switch (plan.status) {
        case LpStatus::Optimal:
            run.decoded = std::move(plan.decoded);
            break;
        case LpStatus::Infeasible:
            run.note = "the linear programme has no solution: its caps cannot be kept";
            break;
        case LpStatus::Stopped:
            run.note = stopped.empty() ? "the solver gave up" : stopped;
            break;
    }
    return run;
}

}  // namespace nightwatt
