#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "bound/bound_state.hpp"
#include "construct/price_rounds_state.hpp"
#include "io/plan_file.hpp"
#include "search/search_snapshot.hpp"

namespace nightwatt {

/// What a run of the planner was doing; in this order.
enum class RunPhase : std::int64_t { Bound, Prices, Search };

/// A run of the planner, stopped between two steps. All else follows from the instance, the
/// configuration and the warm start: random numbers are drawn by address and have no state.
struct Checkpoint {
    std::string instance_hash;
    std::string warm_start_hash;  ///< empty: none
    std::string configuration;    ///< resolved, without what cannot change the plan
    RunPhase phase = RunPhase::Bound;
    double seconds = 0;                   ///< that the run took so far
    double phase_began_s = 0;             ///< of the phase, in the same seconds
    std::vector<std::string> rule_notes;  ///< why a rule was left out; empty: it was not
    BoundState bound;                     ///< no numbers: the bound was not begun
    PriceRoundsState prices;           ///< its courses while the phase lasts, then the count only
    std::int64_t first_cost_nano = 0;  ///< of the best first plan: what the thresholds scale with
    std::vector<std::int64_t> battery_mw;  ///< in force in the search (Plan::battery_mw)
    SearchSnapshot search;
    std::vector<GenerationRecord> generations;
};

/// Whether a file is a checkpoint by its format.
[[nodiscard]] bool is_checkpoint(const std::string& path);

/// Throws InputError where the file is damaged or incomplete, or where another program wrote it.
[[nodiscard]] Checkpoint read_checkpoint(const std::string& path);

/// Whole or not at all; what stood there stays until the new file is complete and synced.
void write_checkpoint(const std::string& path, const Checkpoint& checkpoint);

}  // namespace nightwatt
