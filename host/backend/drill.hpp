#pragma once

#include <cstdint>
#include <vector>

#include "backend/backend.hpp"

namespace nightwatt {

/// A short search that calls everything a backend can do: islands of both kinds, crossing,
/// mutation, migration, local search. Every backend must leave the same trace.
struct Drill {
    std::uint32_t islands = 3;
    std::uint32_t island_plans = 6;
    std::uint32_t swarm_islands = 1;
    bool ring = false;  ///< particles follow their neighbours
    std::uint32_t generations = 5;
    std::uint32_t rounds = 2;
    std::uint32_t moves = 3;
    std::int64_t threshold_nano = 0;
    bool holds = true;
    std::uint64_t seed = 1;
};

/// Makes room on a backend and fills it with mutations of a simple first plan.
void begin_drill(Backend& backend, const Problem& problem, const Drill& drill);
/// The same from another plan, with so many mutations of it in every plan but the islands' first.
void begin_drill(Backend& backend, const Drill& drill, const Plan& first, std::uint32_t mutations);
/// Improves the plans by local search, as that generation does.
void educate_drill(Backend& backend, const Drill& drill, std::uint32_t generation);
/// Breeds and educates: all of a generation but its evaluation.
void advance_drill(Backend& backend, const Drill& drill, std::uint32_t generation);

/// Hash of every generation's population, then of the genes of the last one's best plan.
[[nodiscard]] std::vector<std::uint64_t> run_drill(Backend& backend, const Problem& problem,
                                                   const Drill& drill);

}  // namespace nightwatt
