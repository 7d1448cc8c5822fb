#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "backend/backend.hpp"
#include "problem/decode.hpp"
#include "search/search_parameters.hpp"
#include "search/search_snapshot.hpp"

namespace nightwatt {

/// State of a search after a generation, for stopping and for progress.
struct SearchState {
    std::int64_t generation = 0;
    std::int64_t evaluations = 0;  ///< plans
    double seconds = 0;
    std::int64_t stalled = 0;         ///< generations since the best plan became better
    std::int64_t threshold_nano = 0;  ///< of the education that made this generation
    GenerationSummary summary;
};

struct SearchResult {
    DecodedPlan best;
    std::int64_t generations = 0;
    std::int64_t evaluations = 0;
    std::string stopped_by;
};

/// Called after every generation; returns why the search should stop, empty to go on.
using StopRule = std::function<std::string(const SearchState&)>;
/// Called after every generation that is not the last: the threshold of education in the next one.
/// A threshold that rises begins a new cycle: walkers start again from the elites.
using ThresholdRule = std::function<std::int64_t(const SearchState&)>;
/// Called after every generation, with a way to fetch the best plan so far.
using Watcher = std::function<void(const SearchState&, const std::function<Plan()>& best_genes)>;
/// Called after every generation, once it is decided whether the search stops there, with a way to
/// fetch all that it takes to go on from there.
using Keeper = std::function<void(const std::function<SearchSnapshot()>& snapshot)>;

/// Called after every generation that is not the last, with a way to fetch the best plan: gives the
/// batteries something better to do for it, if there is anything (Problem::set_dispatch()), and
/// says what the plan costs then.
using Redispatcher = std::function<std::optional<Score>(const SearchState&,
                                                        const std::function<Plan()>& best_genes)>;

/// What a search asks and tells while it runs.
struct SearchHooks {
    StopRule stop;
    ThresholdRule threshold;
    Watcher watch;
    Keeper keep;
    Redispatcher redispatch;  ///< empty: nothing
};

/// Genetic islands: seeds the population with `first` and breeds generation after generation until
/// `stop` speaks. The best plan never gets worse, since elites live on, so the result is no worse
/// than the best of `first`. Deterministic by (problem, parameters, first) up to the moment at
/// which it stops. `first` holds decoded plans, at least one.
///
/// With a snapshot of a search on the same problem with the same parameters, `first` is not looked
/// at: the search goes on after the snapshot's generation, which nobody hears of again. Throws
/// InputError where the snapshot's population is another than it says.
[[nodiscard]] SearchResult genetic_search(const Problem& problem, Backend& backend,
                                          const SearchParameters& resolved,
                                          const std::vector<Plan>& first, const SearchHooks& hooks,
                                          const SearchSnapshot* from = nullptr);

}  // namespace nightwatt
