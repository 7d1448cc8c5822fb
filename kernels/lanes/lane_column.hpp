#pragma once

#include <cstdint>

#include "kernels/host_device.hpp"

namespace nightwatt {

/// Scratch memory of one thread among many: number i of all threads stands together, so that
/// neighbouring threads read and write neighbouring words whatever their own i is. Non-owning.
template <class Word>
class LaneColumn {
  public:
    /// `first` is the thread's number 0; its next one lies `stride` words further.
    HOST_DEVICE LaneColumn(Word* first, std::uint32_t stride) : first_(first), stride_(stride) {}

    [[nodiscard]] HOST_DEVICE Word& operator[](std::uint32_t i) const {
        return first_[i * stride_];
    }

  private:
    Word* first_;
    std::uint32_t stride_;
};

}  // namespace nightwatt
