#pragma once

#include "kernels/random.hpp"

namespace nightwatt {

/// Random words one after another, each by its address.
struct LoadsDice {
    std::uint64_t seed;
    std::uint32_t generation;
    std::uint32_t plan;
    std::uint32_t item;
    std::uint32_t used;
    Draw words;

    HOST_DEVICE LoadsDice(std::uint64_t s, std::uint32_t g, std::uint32_t p)
        : seed(s), generation(g), plan(p), item(0), used(4), words{} {}
    HOST_DEVICE std::uint32_t word() {
        if (used == 4) {
            words = draw(seed, Purpose::Move, generation, plan, item++);
            used = 0;
        }
        return words.word[used++];
    }
    HOST_DEVICE std::uint32_t below(std::uint32_t n) {
        return static_cast<std::uint32_t>((std::uint64_t{word()} * n) >> 32);
    }
    HOST_DEVICE double share() { return word() * (1.0 / 4294967296.0); }
};

}  // namespace nightwatt
