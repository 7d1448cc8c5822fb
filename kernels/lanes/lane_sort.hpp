#pragma once

#include <cstdint>

#include "kernels/host_device.hpp"

namespace nightwatt {

/// Sorts [items, items + count) in place by merge exchange (Batcher 1968; Knuth, The Art of
/// Computer Programming 3, algorithm 5.2.2M): any count, about (log2 count)^2 / 2 steps of which
/// each compares disjoint pairs, so that lanes share them. `less` must be a total order: then there
/// is one result. Ends with a sync.
template <class Lanes, class Item, class Less>
HOST_DEVICE void lane_sort(Lanes& lanes, Item* items, std::uint32_t count, const Less& less) {
    if (count < 2) {
        lanes.sync();
        return;
    }
    std::uint32_t top = 1;
    while (top < count - top) top *= 2;  // the largest power of two below count
    for (std::uint32_t p = top; p > 0; p /= 2) {
        std::uint32_t d = p;
        std::uint32_t r = 0;
        for (std::uint32_t q = top;; q /= 2) {
            for (std::uint32_t i = lanes.rank(); i < count - d; i += lanes.size()) {
                if ((i & p) != r || !less(items[i + d], items[i])) continue;
                const Item held = items[i];
                items[i] = items[i + d];
                items[i + d] = held;
            }
            lanes.sync();
            if (q == p) break;
            d = q - p;
            r = p;
        }
    }
}

}  // namespace nightwatt
