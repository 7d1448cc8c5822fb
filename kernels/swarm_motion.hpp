#pragma once

#include <cstdint>

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

}  // namespace nightwatt
