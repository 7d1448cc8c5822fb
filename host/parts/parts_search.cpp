#include "parts/parts_search.hpp"

#include <list>

#include "errors.hpp"
#include "parts/deal.hpp"
#include "parts/part_problem.hpp"
#include "search/generation_settings.hpp"
#include "stopwatch.hpp"

namespace nightwatt {

namespace {

/// The plan that is best so far, and the one that walks: a population of two.
struct Pair {
    DecodedPlan best;
    DecodedPlan current;

    [[nodiscard]] std::uint64_t hash() const {
        return place_hash(0, plan_hash(best.plan), best.score) +
               place_hash(1, plan_hash(current.plan), current.score);
    }
};

/// Under what batteries do now.
DecodedPlan decode_anew(const Problem& problem, Plan plan) {
    plan.battery_mw.clear();
    return decode(problem, std::move(plan));
}

PopulationState state_of(const Pair& pair) {
    PopulationState state;
    for (const Plan* const plan : {&pair.best.plan, &pair.current.plan}) {
        for_each_gene(
            [](auto& to, const auto& from) { to.insert(to.end(), from.begin(), from.end()); },
            state, *plan);
    }
    return state;
}

Plan plan_in(const PopulationState& state, std::size_t place, std::size_t tasks) {
    Plan plan;
    const auto take = [&](auto& to, const auto& from) {
        const auto begin = from.begin() + static_cast<std::ptrdiff_t>(place * tasks);
        to.assign(begin, begin + static_cast<std::ptrdiff_t>(tasks));
    };
    for_each_gene(take, plan, state);
    return plan;
}

[[noreturn]] void refuse_snapshot() {
    throw InputError(
        "the checkpoint's plans are not those that the search had there: the file is damaged or "
        "belongs to another run; remove it to begin again");
}

Pair resume(const Problem& problem, const SearchSnapshot& from) {
    const std::size_t tasks = problem.tasks();
    const PopulationState& state = from.population;
    for_each_gene(
        [&](const auto& column) {
            if (column.size() != 2 * tasks) refuse_snapshot();
        },
        state);
    Pair pair{decode(problem, plan_in(state, 0, tasks)), decode(problem, plan_in(state, 1, tasks))};
    if (pair.hash() != from.population_hash) refuse_snapshot();
    return pair;
}

GenerationSummary summary_of(const Pair& pair, std::uint32_t tasks) {
    GenerationSummary summary;
    summary.add_island(pair.best.score, 0);
    summary.population_hash = pair.hash();
    for (std::uint32_t j = 0; j < tasks; ++j) {
        summary.elsewhere += pair.best.plan.server[j] != pair.current.plan.server[j] ? 1 : 0;
    }
    return summary;
}

/// One exchange: deals the current plan's servers out, has the parts improved, and puts them
/// together.
void exchange_parts(const Problem& problem, const SearchParameters& resolved,
                    std::uint32_t exchange, std::int64_t threshold_nano, std::uint32_t workers,
                    const MakeGroup& make_group, Pair& pair) {
    const ProblemView whole = problem.view();
    const Plan& plan = pair.current.plan;
    std::list<PartProblem> problems;
    std::vector<const PartProblem*> in_work;
    std::vector<PartTask> tasks;
    const auto dealt = deal_servers(whole, plan, static_cast<std::uint64_t>(resolved.seed),
                                    exchange, static_cast<std::uint32_t>(resolved.parts));
    const std::vector<std::int64_t> whole_uj =
        whole.coupled ? site_energy_uj(whole, plan) : std::vector<std::int64_t>();
    for (std::uint32_t p = 0; p < dealt.size(); ++p) {
        PartProblem& part = problems.emplace_back(whole, dealt[p], plan);
        if (part.tasks() == 0) continue;
        Plan genes = part.take(plan);
        if (whole.coupled) {
            part.share_limits(whole_uj, site_energy_uj(part.view(), genes),
                              static_cast<std::uint32_t>(dealt.size()));
        }
        in_work.push_back(&part);
        tasks.push_back({p, part.view(), std::move(genes)});
    }
    const auto generations = static_cast<std::uint32_t>(resolved.part_generations);
    const std::int64_t first = 1 + std::int64_t{exchange} * generations;
    PartLesson lesson{breeding_of(resolved, problem, first),
                      education_of(resolved, problem, first, threshold_nano), generations};
    const std::vector<PartResult> results = work_on_parts(tasks, lesson, workers, make_group);
    Plan best = plan;
    Plan walked = plan;
    for (std::size_t i = 0; i < results.size(); ++i) {
        in_work[i]->put(results[i].best, best);
        in_work[i]->put(results[i].walker, walked);
    }
    DecodedPlan candidate = decode(problem, std::move(best));
    pair.current = decode(problem, std::move(walked));
    for (DecodedPlan* const found : {&candidate, &pair.current}) {
        if (found->score < pair.best.score) pair.best = *found;
    }
}

}  // namespace

SearchResult parts_search(const Problem& problem, const SearchParameters& resolved,
                          std::uint32_t workers, const MakeGroup& make_group,
                          const std::vector<Plan>& first, const SearchHooks& hooks,
                          const SearchSnapshot* from) {
    const Stopwatch clock;
    SearchState state;
    Pair pair;
    if (from != nullptr) {
        pair = resume(problem, *from);
        state.generation = from->generation;
        state.evaluations = from->evaluations;
        state.stalled = from->stalled;
        state.threshold_nano = from->threshold_nano;
    } else {
        pair.best = pair.current = decode_anew(problem, first.front());
    }
    for (bool known = from != nullptr;; known = false, ++state.generation) {
        const Score before = state.summary.best;
        state.summary = summary_of(pair, problem.tasks());
        if (!known) {
            const bool better = state.generation == 0 || state.summary.best < before;
            state.stalled = better ? 0 : state.stalled + 1;
            state.evaluations += 1;
        }
        state.seconds = clock.seconds();
        if (!known) hooks.watch(state, [&] { return pair.best.plan; });
        const std::string stopped_by = hooks.stop(state);
        hooks.keep([&] {
            return SearchSnapshot{state.generation,     state.evaluations, state.stalled,
                                  state.threshold_nano, pair.hash(),       state_of(pair)};
        });
        if (!stopped_by.empty()) {
            return {pair.best, state.generation, state.evaluations, stopped_by};
        }
        if (hooks.redispatch && hooks.redispatch(state, [&] { return pair.best.plan; })) {
            // Batteries do something else from now on, for both plans.
            for (DecodedPlan* const plan : {&pair.best, &pair.current}) {
                *plan = decode_anew(problem, std::move(plan->plan));
            }
            if (pair.current.score < pair.best.score) pair.best = pair.current;
            state.summary.best = pair.best.score;
            state.stalled = 0;
        }
        const std::int64_t threshold_nano = hooks.threshold(state);
        // A new cycle begins at the best plan.
        if (threshold_nano > state.threshold_nano) pair.current = pair.best;
        state.threshold_nano = threshold_nano;
        exchange_parts(problem, resolved, static_cast<std::uint32_t>(state.generation),
                       threshold_nano, workers, make_group, pair);
    }
}

}  // namespace nightwatt
