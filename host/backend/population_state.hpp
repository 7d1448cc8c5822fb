#pragma once

#include <cstdint>
#include <vector>

#include "kernels/score.hpp"

namespace nightwatt {

/// The particles of all swarm islands, one island after another; empty where there are none.
/// Coordinates stand as in SwarmView: [(particle * tasks + task) * dimensions + dimension].
struct SwarmState {
    std::uint32_t elites = 0;  ///< of the last step: so many first places hold no particle
    std::vector<float> position;
    std::vector<float> velocity;
    std::vector<float> best;
    std::vector<Score> best_score;  ///< [particle]

    bool operator==(const SwarmState&) const = default;
};

/// All that a backend holds between evaluate() and breed(), in host memory: from it a search goes
/// on on any backend. Genes stand as in PopulationView: [plan * tasks + task].
struct PopulationState {
    std::vector<std::uint32_t> server;
    std::vector<std::uint8_t> level;
    std::vector<std::int64_t> hold_ms;
    std::vector<std::int64_t> start_ms;
    std::vector<std::uint32_t> position;
    SwarmState swarm;

    bool operator==(const PopulationState&) const = default;
};

/// Calls each(column...) for every column of genes of some states, or plans, at once.
template <class Each, class... States>
void for_each_gene(Each&& each, States&... states) {
    each(states.server...);
    each(states.level...);
    each(states.hold_ms...);
    each(states.start_ms...);
    each(states.position...);
}

/// The same for those of swarms.
template <class Each, class... Swarms>
void for_each_coordinate(Each&& each, Swarms&... swarms) {
    each(swarms.position...);
    each(swarms.velocity...);
    each(swarms.best...);
    each(swarms.best_score...);
}

}  // namespace nightwatt
