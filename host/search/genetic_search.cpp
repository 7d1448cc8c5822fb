#include "search/genetic_search.hpp"

#include "errors.hpp"
#include "kernels/swarm.hpp"
#include "search/generation_settings.hpp"
#include "stopwatch.hpp"

namespace nightwatt {

namespace {

[[noreturn]] void refuse_snapshot() {
    throw InputError(
        "the checkpoint's population is not the one that the search had there: the file is damaged "
        "or belongs to another run; remove it to begin again");
}

/// Whether the arrays have the sizes that the backend expects.
bool fits(const PopulationState& state, const Problem& problem, const SearchParameters& resolved) {
    const ProblemView view = problem.view();
    const auto island_plans = static_cast<std::size_t>(resolved.island_plans);
    const std::size_t genes =
        island_plans * static_cast<std::size_t>(resolved.islands) * view.task_count;
    const std::size_t particles = island_plans * static_cast<std::size_t>(resolved.swarm_islands);
    const std::size_t coordinates = particles * view.task_count * swarm_dimensions(view);
    bool all = state.swarm.best_score.size() == particles;
    for_each_gene([&](const auto& column) { all = all && column.size() == genes; }, state);
    for (const auto* column : {&state.swarm.position, &state.swarm.velocity, &state.swarm.best}) {
        all = all && column->size() == coordinates;
    }
    return all;
}

/// Evaluates the snapshot's population and says where the search then stands.
SearchState resume(const Problem& problem, Backend& backend, const SearchParameters& resolved,
                   const SearchSnapshot& from) {
    if (!fits(from.population, problem, resolved)) refuse_snapshot();
    backend.restore(from.population);
    SearchState state;
    state.summary = backend.evaluate();
    if (state.summary.population_hash != from.population_hash) refuse_snapshot();
    state.generation = from.generation;
    state.evaluations = from.evaluations;
    state.stalled = from.stalled;
    state.threshold_nano = from.threshold_nano;
    return state;
}

/// Where the makespan is all that counts, a population stands still after some ten generations, and
/// for good: plans made anew beside its elites may end elsewhere.
bool stands_still(const ProblemView& p, const SearchState& state) {
    constexpr std::int64_t patience = 8;
    return p.loads_only && p.makespan_weight != 0 && !p.priced && state.stalled > 0 &&
           state.stalled % patience == 0;
}

}  // namespace

SearchResult genetic_search(const Problem& problem, Backend& backend,
                            const SearchParameters& resolved, const std::vector<Plan>& first,
                            const SearchHooks& hooks, const SearchSnapshot* from) {
    const Stopwatch clock;
    const auto island_plans = static_cast<std::uint32_t>(resolved.island_plans);
    const auto islands = static_cast<std::uint32_t>(resolved.islands);
    backend.resize(whole_ring(islands, island_plans,
                              static_cast<std::uint32_t>(resolved.swarm_islands),
                              static_cast<std::uint32_t>(resolved.migrants)));

    SearchState state;
    if (from != nullptr) {
        state = resume(problem, backend, resolved, *from);
    } else {
        backend.seed(
            first, breeding_of(resolved, problem, 0),
            1 + static_cast<std::uint32_t>(resolved.first_mutation_share * problem.tasks()));
    }
    Score best = state.summary.best;
    for (bool known = from != nullptr;; known = false, ++state.generation) {
        if (!known) {
            state.summary = backend.evaluate();
            state.evaluations += std::int64_t{islands} * island_plans;
            const bool better = state.generation == 0 || state.summary.best < best;
            if (!better && best < state.summary.best) {
                throw InternalError("the search lost its best plan");
            }
            if (better) best = state.summary.best;
            state.stalled = better ? 0 : state.stalled + 1;
        }
        state.seconds = clock.seconds();
        if (!known) {
            hooks.watch(state, [&] { return backend.genes(state.summary.best_plan); });
        }
        const std::string stopped_by = hooks.stop(state);
        hooks.keep([&] {
            return SearchSnapshot{state.generation,
                                  state.evaluations,
                                  state.stalled,
                                  state.threshold_nano,
                                  state.summary.population_hash,
                                  backend.state()};
        });
        if (!stopped_by.empty()) {
            SearchResult result{decode(problem, backend.genes(state.summary.best_plan)),
                                state.generation, state.evaluations, stopped_by};
            if (!(result.best.score == best)) {
                throw InternalError("decoding the best plan gave another cost than its evaluation");
            }
            return result;
        }
        if (hooks.redispatch) {
            const std::optional<Score> now =
                hooks.redispatch(state, [&] { return backend.genes(state.summary.best_plan); });
            if (now) {
                const ProblemView view = problem.view();
                backend.set_limits({view.limits, std::size_t{view.site_count} * view.slot_count});
                best = *now;
                state.stalled = 0;
            }
        }
        const std::int64_t threshold_nano = hooks.threshold(state);
        Breeding breeding = breeding_of(resolved, problem, state.generation + 1);
        breeding.recall = state.generation == 0 || threshold_nano > state.threshold_nano;
        Education education = education_of(resolved, problem, state.generation + 1, threshold_nano);
        education.anew = stands_still(problem.view(), state);
        state.threshold_nano = threshold_nano;
        backend.breed(breeding);
        if (education.moves > 0) backend.educate(breeding, education);
    }
}

}  // namespace nightwatt
