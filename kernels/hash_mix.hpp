#pragma once

#include <cstdint>

namespace nightwatt {

/// A bijection of 64 bits in which every input bit reaches every output bit (the finaliser of
/// splitmix64: S. Vigna, public domain).
constexpr std::uint64_t mix_bits(std::uint64_t x) {
    x += 0x9e3779b97f4a7c15u;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

/// What the hash knows of a task without its place.
constexpr std::uint64_t task_bits_of(std::uint64_t task) {
    return mix_bits(task);
}

/// What one task adds to the hash of a plan. The hash of a plan is the sum over its tasks, modulo
/// 2^64, so that any number of threads may add in any order.
constexpr std::uint64_t placed_task_hash(std::uint64_t task_bits, std::int32_t server,
                                         std::int64_t start_ms, std::int32_t level) {
    const std::uint64_t where =
        (static_cast<std::uint64_t>(static_cast<std::uint32_t>(server)) << 32) |
        static_cast<std::uint32_t>(level);
    return mix_bits(mix_bits(task_bits ^ where) ^ static_cast<std::uint64_t>(start_ms));
}
constexpr std::uint64_t task_hash(std::uint64_t task, std::int32_t server, std::int64_t start_ms,
                                  std::int32_t level) {
    return placed_task_hash(task_bits_of(task), server, start_ms, level);
}

}  // namespace nightwatt
