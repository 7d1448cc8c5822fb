#pragma once

#include <cstdint>

namespace nightwatt {

/// Threads of a block on a GPU: for items of their own, for items with a worker's memory, for
/// shared ones, and at most for items with a column.
inline constexpr std::uint32_t item_block = 256;
inline constexpr std::uint32_t worker_block = 64;
inline constexpr std::uint32_t group_block = 256;
inline constexpr std::uint32_t column_block = 64;
inline constexpr std::uint32_t warp_threads = 32;

/// Threads of a block for so many items of their own on so many multiprocessors. A few thousand
/// items that take long, such as a plan to improve, go in blocks of a warp: whole blocks of 256
/// would leave most multiprocessors without work.
constexpr std::uint32_t threads_for(std::uint64_t items, std::uint32_t processors) {
    return items < std::uint64_t{item_block} * processors ? warp_threads : item_block;
}
/// The same for items with a worker's memory.
constexpr std::uint32_t worker_threads_for(std::uint64_t items, std::uint32_t processors) {
    return items < std::uint64_t{worker_block} * processors ? warp_threads : worker_block;
}

}  // namespace nightwatt
