#include "search/genetic_search.hpp"

#include <chrono>

#include "errors.hpp"

namespace nightwatt {

SearchResult genetic_search(const Problem& problem, Backend& backend,
                            const SearchParameters& resolved, const std::vector<Plan>& first,
                            const StopRule& stop, const ThresholdRule& threshold,
                            const Watcher& watch) {
    const auto begin = std::chrono::steady_clock::now();
    const auto island_plans = static_cast<std::uint32_t>(resolved.island_plans);
    const auto islands = static_cast<std::uint32_t>(resolved.islands);
    backend.resize(islands, island_plans, static_cast<std::uint32_t>(resolved.swarm_islands));
    backend.seed(first, breeding_of(resolved, problem, 0),
                 1 + static_cast<std::uint32_t>(resolved.first_mutation_share * problem.tasks()));

    SearchResult result;
    Score best;
    for (SearchState state;; ++state.generation) {
        state.summary = backend.evaluate();
        state.evaluations += std::int64_t{islands} * island_plans;
        state.seconds =
            std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        const bool better = state.generation == 0 || state.summary.best < best;
        if (!better && best < state.summary.best) {
            throw InternalError("the search lost its best plan");
        }
        if (better) best = state.summary.best;
        state.stalled = better ? 0 : state.stalled + 1;
        watch(state, [&] { return backend.genes(state.summary.best_plan); });
        result.stopped_by = stop(state);
        if (!result.stopped_by.empty()) {
            result.generations = state.generation;
            result.evaluations = state.evaluations;
            result.best = decode(problem, backend.genes(state.summary.best_plan));
            if (!(result.best.score == best)) {
                throw InternalError("decoding the best plan gave another cost than its evaluation");
            }
            return result;
        }
        const std::int64_t threshold_nano = threshold(state);
        Breeding breeding = breeding_of(resolved, problem, state.generation + 1);
        breeding.recall = state.generation == 0 || threshold_nano > state.threshold_nano;
        const Education education =
            education_of(resolved, problem, state.generation + 1, threshold_nano);
        state.threshold_nano = threshold_nano;
        backend.breed(breeding);
        if (education.moves > 0) backend.educate(breeding, education);
    }
}

}  // namespace nightwatt
