#pragma once

#include <cstdint>

#include "kernels/host_device.hpp"

namespace nightwatt {

/// A lane group shares one work item: `size()` lanes run the same text, each knows its `rank()`.
/// sync() makes what every lane wrote visible to all. scan(), sum() and largest() are called by all
/// lanes together and order memory like sync(). No result may depend on the size of the group.
///
/// This one is a group of one: what the CPU uses. Groups of a warp and of a block are in
/// cuda_lanes.cuh, groups of CPU threads in tests/device.
class SoloLane {
  public:
    [[nodiscard]] HOST_DEVICE std::uint32_t rank() const { return 0; }
    [[nodiscard]] HOST_DEVICE std::uint32_t size() const { return 1; }
    HOST_DEVICE void sync() {}
    /// Sum of `value` over the lanes of lower rank; `total` is the sum over all.
    HOST_DEVICE std::int64_t scan(std::int64_t value, std::int64_t& total) {
        total = value;
        return 0;
    }
    HOST_DEVICE std::int64_t sum(std::int64_t value) { return value; }
    HOST_DEVICE std::int64_t largest(std::int64_t value) { return value; }
};

}  // namespace nightwatt
