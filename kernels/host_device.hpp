#pragma once

#include <cstdint>

/// HOST_DEVICE marks a function that the CPU backend calls in a loop and a CUDA kernel calls from a
/// thread: the same text on both machines. This is the only file that asks which compiler reads it.
/// HOST_DEVICE_CALL is the same for one that a kernel calls instead of repeating it at each place,
/// so that it needs no registers of its own while others work.
#ifdef __CUDACC__
#define HOST_DEVICE __host__ __device__
#define HOST_DEVICE_CALL __host__ __device__ __noinline__
#else
#define HOST_DEVICE
#define HOST_DEVICE_CALL
#endif

namespace nightwatt {

/// Asks for a cache line that will be read soon. A GPU hides latency with other threads instead.
HOST_DEVICE inline void prefetch([[maybe_unused]] const void* address) {
#ifndef __CUDACC__
    __builtin_prefetch(address);
#endif
}

/// Adds to a number that other work items add to at the same time, and returns what it was before.
/// Sums of integers do not depend on the order; what it was before does.
HOST_DEVICE inline std::uint32_t fetch_add_shared(std::uint32_t& cell, std::uint32_t value) {
#ifdef __CUDA_ARCH__
    return atomicAdd(&cell, value);
#else
    return __atomic_fetch_add(&cell, value, __ATOMIC_RELAXED);
#endif
}
HOST_DEVICE inline void add_shared(std::uint64_t& cell, std::uint64_t value) {
#ifdef __CUDA_ARCH__
    atomicAdd(reinterpret_cast<unsigned long long*>(&cell), value);
#else
    __atomic_fetch_add(&cell, value, __ATOMIC_RELAXED);
#endif
}
HOST_DEVICE inline void add_shared(std::int64_t& cell, std::int64_t value) {
    add_shared(reinterpret_cast<std::uint64_t&>(cell), static_cast<std::uint64_t>(value));
}

}  // namespace nightwatt
