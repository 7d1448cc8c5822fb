#pragma once

#include <Random123/philox.h>

#include <cstdint>

#include "kernels/host_device.hpp"

namespace nightwatt {

/// What a random number is for: part of its address.
enum class Purpose : std::uint32_t {
    Selection,
    Tournament,
    Crossover,
    Coin,
    Mutation,
    Partner,
    Move,
    FirstPopulation,
    Particle,
    Share
};

/// Four random words.
struct Draw {
    std::uint32_t word[4];

    /// Whole number in [0, n), n >= 1, by multiplication: no division, bias below n / 2^32.
    [[nodiscard]] HOST_DEVICE std::uint32_t below(int i, std::uint32_t n) const {
        return static_cast<std::uint32_t>((static_cast<std::uint64_t>(word[i]) * n) >> 32);
    }
    /// Whole number in [0, n) from two words, for n of up to 63 bits.
    [[nodiscard]] HOST_DEVICE std::int64_t below_wide(int i, std::int64_t n) const {
        const std::uint64_t wide = (static_cast<std::uint64_t>(word[i]) << 32) | word[i + 1];
        __extension__ using wide128 = unsigned __int128;
        return static_cast<std::int64_t>(
            (static_cast<wide128>(wide) * static_cast<std::uint64_t>(n)) >> 64);
    }
};

/// Philox4x32-10 by address (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC11):
/// the same four words for the same address on every machine, in any order. No state.
HOST_DEVICE inline Draw draw(std::uint64_t seed, Purpose purpose, std::uint32_t generation,
                             std::uint32_t plan, std::uint32_t item) {
    using Generator = r123::Philox4x32;
    const Generator::ctr_type counter = {
        {item, plan, generation, static_cast<std::uint32_t>(purpose)}};
    const Generator::key_type key = {
        {static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)}};
    const Generator::ctr_type random = Generator()(counter, key);
    return {{random[0], random[1], random[2], random[3]}};
}

}  // namespace nightwatt
