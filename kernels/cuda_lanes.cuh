#pragma once

#include <cstdint>
#include <cub/block/block_reduce.cuh>
#include <cub/block/block_scan.cuh>

#include "kernels/host_device.hpp"

namespace nightwatt {

/// A lane group (lanes/README.md) of one warp. All 32 threads take part in every call.
class WarpLanes {
  public:
    [[nodiscard]] HOST_DEVICE std::uint32_t rank() const {
#ifdef __CUDA_ARCH__
        return threadIdx.x % 32;
#else
        return 0;
#endif
    }
    [[nodiscard]] HOST_DEVICE std::uint32_t size() const {
        return 32;
    }
    HOST_DEVICE void sync() {
#ifdef __CUDA_ARCH__
        __syncwarp();
#endif
    }
};

/// A lane group of one block of `threads` threads.
template <int threads>
class BlockLanes {
    using Scan = cub::BlockScan<std::int64_t, threads>;
    using Reduce = cub::BlockReduce<std::int64_t, threads>;

  public:
    /// Shared memory of the block.
    struct Storage {
        union {
            typename Scan::TempStorage scan;
            typename Reduce::TempStorage reduce;
        };
        std::int64_t result;
    };

    HOST_DEVICE explicit BlockLanes(Storage& storage) : storage_(storage) {}

    [[nodiscard]] HOST_DEVICE std::uint32_t rank() const {
#ifdef __CUDA_ARCH__
        return threadIdx.x;
#else
        return 0;
#endif
    }
    [[nodiscard]] HOST_DEVICE std::uint32_t size() const {
        return threads;
    }
    HOST_DEVICE void sync() {
#ifdef __CUDA_ARCH__
        __syncthreads();
#endif
    }
    HOST_DEVICE std::int64_t scan(std::int64_t value, std::int64_t& total) {
        std::int64_t before = value;
#ifdef __CUDA_ARCH__
        Scan(storage_.scan).ExclusiveSum(value, before, total);
        __syncthreads();
#endif
        return before;
    }
    HOST_DEVICE std::int64_t sum(std::int64_t value) {
        std::int64_t total = value;
        (void)scan(value, total);
        return total;
    }
    HOST_DEVICE std::int64_t largest(std::int64_t value) {
#ifdef __CUDA_ARCH__
        struct Larger {
            __device__ std::int64_t operator()(std::int64_t a, std::int64_t b) const {
                return a > b ? a : b;
            }
        };
        const std::int64_t found = Reduce(storage_.reduce).Reduce(value, Larger{});
        if (threadIdx.x == 0) storage_.result = found;
        __syncthreads();
        value = storage_.result;
        __syncthreads();
#endif
        return value;
    }

  private:
    Storage& storage_;
};

}  // namespace nightwatt
