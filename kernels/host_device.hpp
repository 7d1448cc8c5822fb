#pragma once

/// HOST_DEVICE marks a function that the CPU backend calls in a loop and a CUDA kernel calls from a
/// thread: the same text on both machines. This is the only file that asks which compiler reads it.
#ifdef __CUDACC__
#define HOST_DEVICE __host__ __device__
#else
#define HOST_DEVICE
#endif

namespace nightwatt {

/// Asks for a cache line that will be read soon. A GPU hides latency with other threads instead.
HOST_DEVICE inline void prefetch([[maybe_unused]] const void* address) {
#ifndef __CUDACC__
    __builtin_prefetch(address);
#endif
}

}  // namespace nightwatt
