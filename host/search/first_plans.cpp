#include "search/first_plans.hpp"

#include <exception>

#include "rules/rule.hpp"

namespace nightwatt {

namespace {

template <class Work>
std::exception_ptr failure_of(const Work& work) {
    try {
        work();
    } catch (...) {
        return std::current_exception();
    }
    return {};
}

}  // namespace

std::vector<RuleRun> run_rules(const Problem& problem, std::uint32_t threads,
                               const std::function<std::string()>& stop) {
    const std::vector<Rule>& all = rules();
    std::vector<RuleRun> runs(all.size());
    std::vector<std::exception_ptr> failures(all.size());
#pragma omp parallel for ordered num_threads(static_cast <int>(threads)) schedule(dynamic, 1)
    for (std::size_t k = 0; k < all.size(); ++k) {
        RuleRun& run = runs[k];
        run.rule = all[k].name;
#pragma omp ordered
        failures[k] = failure_of([&] { run.note = stop(); });
        if (failures[k]) continue;
        failures[k] = failure_of([&] {
            if (run.note.empty() && all[k].steps(problem) > affordable_steps) {
                run.note = "takes too long at this size";
            }
            if (run.note.empty()) {
                run.decoded = decode_dispatched(problem, all[k].construct(problem));
            }
        });
    }
    for (const std::exception_ptr& failure : failures) {
        if (failure) std::rethrow_exception(failure);
    }
    return runs;
}

}  // namespace nightwatt
