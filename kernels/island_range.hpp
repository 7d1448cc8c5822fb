#pragma once

#include <cstdint>

#include "kernels/host_device.hpp"

namespace nightwatt {

/// Swarm islands before island `island`, where `swarm_islands` of `islands` are spread evenly.
HOST_DEVICE inline std::uint32_t swarm_islands_before(std::uint32_t island, std::uint32_t islands,
                                                      std::uint32_t swarm_islands) {
    return static_cast<std::uint32_t>(std::uint64_t{island} * swarm_islands / islands);
}

/// The islands that one backend holds: neighbours in a ring, which other backends may share. The
/// backend numbers islands and plans from its own first one; what must not depend on how islands
/// are shared out (random numbers, hashes, which islands are swarms) goes by the ring's numbers.
struct IslandRange {
    std::uint32_t ring = 1;          ///< islands of the ring
    std::uint32_t island_plans = 2;  ///< plans of an island, which stand together
    std::uint32_t ring_swarms = 0;   ///< swarm islands of the ring, spread evenly
    std::uint32_t first = 0;         ///< island of the ring
    std::uint32_t count = 1;
    std::uint32_t migrants = 0;  ///< most plans that ever travel to the next island at once

    [[nodiscard]] HOST_DEVICE std::uint32_t plans() const { return count * island_plans; }
    /// A plan's number in the ring is its own plus this.
    [[nodiscard]] HOST_DEVICE std::uint32_t first_plan() const { return first * island_plans; }
    /// Swarms among the islands before `island`.
    [[nodiscard]] HOST_DEVICE std::uint32_t swarms_before(std::uint32_t island) const {
        return swarm_islands_before(first + island, ring, ring_swarms) -
               swarm_islands_before(first, ring, ring_swarms);
    }
    [[nodiscard]] HOST_DEVICE std::uint32_t swarms() const { return swarms_before(count); }
    [[nodiscard]] HOST_DEVICE bool is_swarm(std::uint32_t island) const {
        return swarms_before(island + 1) > swarms_before(island);
    }
    [[nodiscard]] HOST_DEVICE bool in_swarm(std::uint32_t plan) const {
        return is_swarm(plan / island_plans);
    }
    [[nodiscard]] HOST_DEVICE bool whole() const { return count == ring; }
    /// Most migrants that come from another backend, to the first island.
    [[nodiscard]] HOST_DEVICE std::uint32_t guests() const { return whole() ? 0 : migrants; }
};

/// A ring that one backend holds alone.
HOST_DEVICE inline IslandRange whole_ring(std::uint32_t islands, std::uint32_t island_plans,
                                          std::uint32_t swarms = 0, std::uint32_t migrants = 0) {
    return {islands, island_plans, swarms, 0, islands, migrants};
}

}  // namespace nightwatt
