#include "search/first_plans.hpp"

#include "rules/rule.hpp"

namespace nightwatt {

std::vector<RuleRun> run_rules(const Problem& problem, const std::function<std::string()>& stop) {
    std::vector<RuleRun> runs;
    for (const Rule& rule : rules()) {
        RuleRun run{rule.name, stop(), {}};
        if (run.note.empty() && rule.steps(problem) > affordable_steps) {
            run.note = "takes too long at this size";
        }
        if (run.note.empty()) run.decoded = decode_dispatched(problem, rule.construct(problem));
        runs.push_back(std::move(run));
    }
    return runs;
}

}  // namespace nightwatt
