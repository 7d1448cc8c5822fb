#pragma once

#include <cstdint>

#include "kernels/host_device.hpp"

namespace nightwatt {

/// Puts an item among the `most` of least key that are kept, in ascending order. Of equal ones
/// those that came first stay, and stay first.
template <class Item, class Key>
HOST_DEVICE void keep_least(Item* items, std::uint32_t& count, std::uint32_t most, const Item& item,
                            Key Item::*key) {
    if (count == most && items[most - 1].*key <= item.*key) return;
    std::uint32_t at = count == most ? most - 1 : count++;
    for (; at > 0 && items[at - 1].*key > item.*key; --at) items[at] = items[at - 1];
    items[at] = item;
}

}  // namespace nightwatt
