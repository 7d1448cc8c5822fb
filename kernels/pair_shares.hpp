#pragma once

#include <type_traits>

#include "kernels/pair_meter.hpp"
#include "kernels/random.hpp"

namespace nightwatt {

/// Which pairs of a round share the room below a slot's limits: `count` pairs from `first` on,
/// cyclically, in equal parts.
struct SlotShare {
    std::uint32_t first;
    std::uint32_t count;
};
static_assert(std::has_unique_object_representations_v<SlotShare>);

/// Draws it: any pair may be the first, and one, two, four, ... or all of them share. Seldom all,
/// so that the little room of a slot near its limit is not split into crumbs; with a peak charge
/// always all, since only equal shares are sound there.
HOST_DEVICE inline SlotShare draw_share(std::uint64_t seed, std::uint32_t stream,
                                        std::uint32_t plan, std::uint32_t row, std::uint32_t pairs,
                                        bool equal) {
    if (equal || pairs == 1) return {0, pairs};
    const Draw random = draw(seed, Purpose::Share, stream, plan, row);
    std::uint32_t doublings = 0;
    while ((pairs >> doublings) != 0) ++doublings;
    const std::uint32_t chosen = random.below(1, doublings + 1);
    return {random.below(0, pairs), chosen == doublings ? pairs : 1u << chosen};
}

/// A pair's part of a slot, in 32-bit fractions.
HOST_DEVICE inline std::uint64_t share_of(const SlotShare& slot, std::uint32_t pair,
                                          std::uint32_t pairs) {
    const std::uint32_t offset = pair >= slot.first ? pair - slot.first : pair + pairs - slot.first;
    return offset < slot.count ? whole_share / slot.count : 0;
}

}  // namespace nightwatt
