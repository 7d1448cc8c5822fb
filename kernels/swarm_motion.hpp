#pragma once

#include <cstdint>

#include "kernels/host_device.hpp"

namespace nightwatt {

/// How the particles of swarm islands move. The inertia form; a constriction chi is the same with
/// inertia = chi, cognitive = chi * c1, social = chi * c2 (host/search/swarm_coefficients.hpp).
struct SwarmMotion {
    float inertia = 0;
    float cognitive = 0;
    float social = 0;
    float velocity_limit = 0;  ///< most a coordinate moves, as a share of its range, at most 1
    std::uint32_t wander_share = 0;  ///< of server steps that may stop anywhere, * 2^16
    bool ring = false;      ///< particles follow their neighbours' best instead of the island's
    bool educated = false;  ///< education works on swarm islands too
};

/// Swarm islands before island `island`, where `swarm_islands` of `islands` are spread evenly.
HOST_DEVICE inline std::uint32_t swarm_islands_before(std::uint32_t island, std::uint32_t islands,
                                                      std::uint32_t swarm_islands) {
    return static_cast<std::uint32_t>(std::uint64_t{island} * swarm_islands / islands);
}

HOST_DEVICE inline bool is_swarm_island(std::uint32_t island, std::uint32_t islands,
                                        std::uint32_t swarm_islands) {
    return swarm_islands_before(island + 1, islands, swarm_islands) >
           swarm_islands_before(island, islands, swarm_islands);
}

}  // namespace nightwatt
