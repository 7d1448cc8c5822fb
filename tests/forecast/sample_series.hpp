#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

namespace nightwatt::testing {

/// Numbers from -0.5 to 0.5 that look random: the same on every machine.
inline double noise(std::uint64_t seed, std::uint64_t index) {
    std::uint64_t x = seed * 0x9E3779B97F4A7C15ull + index * 0xBF58476D1CE4E5B9ull + 1;
    x ^= x >> 31;
    x *= 0x94D049BB133111EBull;
    x ^= x >> 29;
    x *= 0xBF58476D1CE4E5B9ull;
    x ^= x >> 32;
    return static_cast<double>(x >> 11) / 9007199254740992.0 - 0.5;
}

/// A day's wave of 24 steps, a slower one, and noise.
inline std::vector<double> wave(std::size_t steps, std::uint64_t seed, double roughness) {
    std::vector<double> values;
    for (std::size_t t = 0; t < steps; ++t) {
        const double hour = static_cast<double>(t);
        values.push_back(10 + 3 * std::sin(hour * 0.2617993878) + std::sin(hour * 0.031) +
                         roughness * noise(seed, t));
    }
    return values;
}

}  // namespace nightwatt::testing
