#include "search/first_plans.hpp"

#include <exception>
#include <mutex>

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

void run_rule(const Problem& problem, std::size_t k, const RuleStops& stops, RuleRun& run) {
    const Rule& rule = rules()[k];
    if (rule.steps(problem) > affordable_steps) {
        run.note = "takes too long at this size";
        return;
    }
    const GiveUp give_up = [&] {
        run.note = stops.cut_short(k);
        return !run.note.empty();
    };
    try {
        run.decoded = decode_dispatched(problem, rule.construct(problem, give_up));
    } catch (const GivenUp&) {
        // The note says why.
    }
}

}  // namespace

std::vector<RuleRun> run_rules(const Problem& problem, std::uint32_t threads,
                               const RuleStops& stops) {
    const std::vector<Rule>& all = rules();
    std::vector<RuleRun> runs(all.size());
    std::vector<std::exception_ptr> failures(all.size());
    std::size_t next = 0;
    std::mutex turns;
    // An "ordered" loop would let a rule begin only when the one before it has ended.
#pragma omp parallel for num_threads(static_cast <int>(threads)) schedule(dynamic, 1)
    for (std::size_t turn = 0; turn < all.size(); ++turn) {
        std::size_t k = 0;
        {
            const std::lock_guard one_by_one(turns);
            k = next++;
            runs[k].rule = all[k].name;
            failures[k] = failure_of([&] { runs[k].note = stops.leave_out(); });
        }
        if (!failures[k] && runs[k].note.empty()) {
            failures[k] = failure_of([&] { run_rule(problem, k, stops, runs[k]); });
        }
    }
    for (const std::exception_ptr& failure : failures) {
        if (failure) std::rethrow_exception(failure);
    }
    return runs;
}

RuleRun run_few_servers(const Problem& problem) {
    return {"few-servers", "", decode_dispatched(problem, construct_few_servers(problem))};
}

}  // namespace nightwatt
