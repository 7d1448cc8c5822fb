#pragma once

#include <cstdint>

namespace nightwatt {

/// A uniform number in [0, 1) by address: the same (seed, purpose, item, index) gives the same
/// number on every machine, in any order. There is no state. The mixer is the finaliser of
/// splitmix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
[[nodiscard]] constexpr double uniform_at(std::uint64_t seed, std::uint64_t purpose,
                                          std::uint64_t item, std::uint64_t index = 0) {
    constexpr auto mix = [](std::uint64_t x) {
        x += 0x9E3779B97F4A7C15u;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
        return x ^ (x >> 31);
    };
    const std::uint64_t bits = mix(mix(mix(mix(seed) + purpose) + item) + index);
    return static_cast<double>(bits >> 11) * 0x1p-53;
}

}  // namespace nightwatt
