#pragma once

#include "kernels/genetic.hpp"
#include "kernels/track.hpp"

namespace nightwatt {

/// Two servers of a plan under improvement (or one, where there is no other), and the change of
/// their sequences that a move proposes. Arrays of tracks and splices have room for all tasks of
/// both.
struct PairDraft {
    std::uint32_t sides;  ///< 2, or 1 where a server has no partner
    std::uint32_t server[2];
    Track track[2];
    Splice splice[2];

    HOST_DEVICE void begin() {
        for (std::uint32_t side = 0; side < sides; ++side) splice[side].begin(track[side].count);
    }
    [[nodiscard]] HOST_DEVICE bool changed(std::uint32_t side) const {
        return splice[side].count != 0 || splice[side].first != splice[side].last;
    }

    /// Takes the item at `place` out of a side and puts nothing there.
    HOST_DEVICE void remove(std::uint32_t side, std::uint32_t place) {
        splice[side].begin(place);
        splice[side].last = place + 1;
    }
    /// Puts a task before the item at `place`.
    HOST_DEVICE void insert(std::uint32_t side, std::uint32_t place, const FreshItem& item) {
        splice[side].begin(place);
        splice[side].add(item);
    }
    /// Puts another task where the item at `place` is.
    HOST_DEVICE void replace(std::uint32_t side, std::uint32_t place, const FreshItem& item) {
        remove(side, place);
        splice[side].add(item);
    }
    /// Takes the item at `from` out and puts `item` before the item now at `to`.
    HOST_DEVICE void transfer(std::uint32_t side, std::uint32_t from, std::uint32_t to,
                              const FreshItem& item) {
        const TrackItem* const items = track[side].items;
        if (to <= from) {
            splice[side].begin(to);
            splice[side].last = from + 1;
            splice[side].add(item);
            for (std::uint32_t i = to; i < from; ++i) splice[side].keep(items[i]);
        } else {
            splice[side].begin(from);
            splice[side].last = to;
            for (std::uint32_t i = from + 1; i < to; ++i) splice[side].keep(items[i]);
            splice[side].add(item);
        }
    }
};

}  // namespace nightwatt
