#include "search/device_room.hpp"

#include <fmt/format.h>

#include "backend/device/plan_bytes.hpp"

namespace nightwatt {

std::string lacks_room(const SearchParameters& resolved, const Problem& problem,
                       const BackendRoom& room, std::uint32_t ranks) {
    constexpr double gibibyte = 1 << 30;
    const auto islands = static_cast<std::uint32_t>(resolved.islands);
    const std::uint32_t devices = room.devices * ranks;
    IslandRange range = whole_ring(islands, static_cast<std::uint32_t>(resolved.island_plans),
                                   static_cast<std::uint32_t>(resolved.swarm_islands),
                                   static_cast<std::uint32_t>(resolved.migrants));
    range.count = (islands + devices - 1) / devices;
    const double bytes =
        population_bytes(problem.view(), range) + 2.0 * static_cast<double>(problem.bytes());
    const auto free_bytes = static_cast<double>(room.free_bytes);
    if (bytes <= free_bytes) return "";
    return fmt::format("{} plans need {:.2f} GiB and {:.2f} GiB are free", range.plans(),
                       bytes / gibibyte, free_bytes / gibibyte);
}

}  // namespace nightwatt
