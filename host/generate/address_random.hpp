#pragma once

#include <cstdint>

#include "kernels/hash_mix.hpp"

namespace nightwatt {

/// A uniform number in [0, 1) by address: the same (seed, purpose, item, index) gives the same
/// number on every machine, in any order. There is no state.
[[nodiscard]] constexpr double uniform_at(std::uint64_t seed, std::uint64_t purpose,
                                          std::uint64_t item, std::uint64_t index = 0) {
    const std::uint64_t bits =
        mix_bits(mix_bits(mix_bits(mix_bits(seed) + purpose) + item) + index);
    return static_cast<double>(bits >> 11) * 0x1p-53;
}

}  // namespace nightwatt
