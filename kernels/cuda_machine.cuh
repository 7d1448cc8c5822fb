#pragma once

#include <cuda_runtime.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <typeinfo>

#include "backend/device/device_errors.hpp"
#include "kernels/cuda_lanes.cuh"
#include "kernels/lanes/lane_column.hpp"
#include "kernels/launch_shape.hpp"

namespace nightwatt {

inline constexpr int column_blocks = 16;  ///< of a multiprocessor: 64 registers a thread on most
inline constexpr std::uint32_t most_grid_rows = 65535;

template <class Item>
__global__ void __launch_bounds__(item_block)
    run_items(std::uint32_t rows, std::uint32_t columns, const Item item) {
    for (std::uint32_t row = blockIdx.y; row < rows; row += gridDim.y) {
        for (std::uint32_t column = blockIdx.x * blockDim.x + threadIdx.x; column < columns;
             column += gridDim.x * blockDim.x) {
            item(row, column);
        }
    }
}

template <class Item>
__global__ void __launch_bounds__(worker_block)
    run_worker_items(std::uint32_t rows, std::uint32_t columns, const Item item) {
    const std::uint32_t worker = blockIdx.x * blockDim.x + threadIdx.x;
    const std::uint64_t count = std::uint64_t{rows} * columns;
    for (std::uint64_t i = worker; i < count; i += std::uint64_t{gridDim.x} * blockDim.x) {
        item(static_cast<std::uint32_t>(i / columns), static_cast<std::uint32_t>(i % columns),
             worker);
    }
}

template <class Item>
__global__ void __launch_bounds__(group_block)
    run_warp_items(std::uint32_t rows, std::uint32_t columns, const Item item) {
    WarpLanes lanes;
    const std::uint64_t count = std::uint64_t{rows} * columns;
    const std::uint64_t warps = std::uint64_t{gridDim.x} * (blockDim.x / 32);
    for (std::uint64_t i = (std::uint64_t{blockIdx.x} * blockDim.x + threadIdx.x) / 32; i < count;
         i += warps) {
        item(static_cast<std::uint32_t>(i / columns), static_cast<std::uint32_t>(i % columns),
             lanes);
        lanes.sync();
    }
}

template <class Item>
__global__ void __launch_bounds__(group_block)
    run_block_items(std::uint32_t rows, std::uint32_t columns, const Item item) {
    __shared__ typename BlockLanes<group_block>::Storage storage;
    BlockLanes<group_block> lanes(storage);
    const std::uint64_t count = std::uint64_t{rows} * columns;
    for (std::uint64_t i = blockIdx.x; i < count; i += gridDim.x) {
        item(static_cast<std::uint32_t>(i / columns), static_cast<std::uint32_t>(i % columns),
             lanes);
        lanes.sync();
    }
}

template <class Item>
__global__ void __launch_bounds__(column_block, column_blocks)
    run_column_items(std::uint32_t count, const Item item) {
    extern __shared__ std::int64_t memory[];
    auto* const columns = reinterpret_cast<typename Item::Word*>(memory);
    for (std::uint32_t i = blockIdx.x * blockDim.x + threadIdx.x; i < count;
         i += gridDim.x * blockDim.x) {
        item(i, LaneColumn<typename Item::Word>(columns + threadIdx.x, blockDim.x));
    }
}

/// A CUDA device for DeviceBackend (host/backend/device): one stream, in which everything happens
/// in order. Errors of the device become DeviceError and name the kernel launched last. A fault
/// shows in whatever waits for the kernel, perhaps after other launches; with NIGHTWATT_SYNC=1 in
/// the environment every launch is waited for, so that the kernel named is the one that failed.
class CudaMachine {
  public:
    explicit CudaMachine(int device) : device_(device) {
        check(cudaSetDevice(device), "choose the device");
        cudaDeviceProp properties{};
        check(cudaGetDeviceProperties(&properties, device), "ask for the device's properties");
        processors_ = static_cast<std::uint32_t>(properties.multiProcessorCount);
        threads_at_once_ = static_cast<std::size_t>(properties.multiProcessorCount) *
                           static_cast<std::size_t>(properties.maxThreadsPerMultiProcessor);
        block_bytes_ = properties.sharedMemPerBlockOptin;
        const char* const sync = std::getenv("NIGHTWATT_SYNC");
        wait_for_each_ = sync != nullptr && std::string_view(sync) == "1";
        check(cudaStreamCreateWithFlags(&stream_, cudaStreamNonBlocking), "create a stream");
    }
    ~CudaMachine() {
        cudaStreamDestroy(stream_);
        forget_error();
    }
    CudaMachine(const CudaMachine&) = delete;
    CudaMachine& operator=(const CudaMachine&) = delete;

    [[nodiscard]] std::string name() const { return "cuda"; }

    [[nodiscard]] std::size_t free_bytes() const {
        std::size_t free = 0;
        std::size_t total = 0;
        check(cudaMemGetInfo(&free, &total), "ask for free memory");
        return free;
    }
    void* allocate(std::size_t bytes) {
        const std::size_t free = free_bytes();
        if (bytes > free) throw_no_room(device_name(), bytes, free);
        void* data = nullptr;
        check(cudaMalloc(&data, bytes == 0 ? 1 : bytes), "take memory");
        return data;
    }
    void release(void* data) {
        cudaFree(data);
        forget_error();
    }
    void upload(void* to, const void* from, std::size_t bytes) {
        check(cudaMemcpyAsync(to, from, bytes, cudaMemcpyHostToDevice, stream_), "copy to");
        wait();
    }
    void download(void* to, const void* from, std::size_t bytes) {
        check(cudaMemcpyAsync(to, from, bytes, cudaMemcpyDeviceToHost, stream_), "copy from");
        wait();
    }

    /// Bytes a second, read and written, of a large copy within the device.
    [[nodiscard]] double copy_rate() {
        constexpr std::size_t bytes = std::size_t{1} << 30;
        constexpr int repeats = 10;
        void* const from = allocate(bytes);
        void* const to = allocate(bytes);
        cudaEvent_t begin = nullptr;
        cudaEvent_t end = nullptr;
        check(cudaEventCreate(&begin), "create an event");
        check(cudaEventCreate(&end), "create an event");
        check(cudaMemsetAsync(from, 1, bytes, stream_), "set memory");
        check(cudaMemcpyAsync(to, from, bytes, cudaMemcpyDeviceToDevice, stream_), "copy within");
        check(cudaEventRecord(begin, stream_), "record an event");
        for (int i = 0; i < repeats; ++i) {
            check(cudaMemcpyAsync(to, from, bytes, cudaMemcpyDeviceToDevice, stream_),
                  "copy within");
        }
        check(cudaEventRecord(end, stream_), "record an event");
        wait();
        float ms = 0;
        check(cudaEventElapsedTime(&ms, begin, end), "read an event");
        cudaEventDestroy(begin);
        cudaEventDestroy(end);
        release(from);
        release(to);
        return 2.0 * repeats * static_cast<double>(bytes) / (ms / 1e3);
    }

    /// Work items that keep the device busy: as many threads as it holds of a kernel with few
    /// registers, of others twice as many.
    [[nodiscard]] std::uint32_t items_at_once() const { return processors_ * busy_items; }

    /// Bytes that the driver takes for the stacks of all threads before it launches Item by run(),
    /// or by run_workers().
    template <class Item>
    [[nodiscard]] std::size_t run_stack_bytes() const {
        return attributes(run_items<Item>).localSizeBytes * threads_at_once_;
    }
    template <class Item>
    [[nodiscard]] std::size_t worker_stack_bytes() const {
        return attributes(run_worker_items<Item>).localSizeBytes * threads_at_once_;
    }

    /// Workers for `items` items of which each needs `bytes` of memory of its own: no more than the
    /// device holds at a time, nor than an eighth of what is free beside their stacks.
    template <class Item>
    [[nodiscard]] std::uint32_t workers(std::uint64_t items, std::size_t bytes) const {
        int blocks = 0;  // of a multiprocessor
        check(cudaOccupancyMaxActiveBlocksPerMultiprocessor(&blocks, run_worker_items<Item>,
                                                            worker_block, 0),
              "ask how many blocks it holds");
        const std::uint64_t resident =
            std::uint64_t{processors_} * static_cast<std::uint32_t>(blocks) * worker_block;
        const std::size_t free = free_bytes();
        const std::uint64_t fitting = (free - std::min(free, worker_stack_bytes<Item>())) / 8 /
                                      std::max<std::size_t>(bytes, 1);
        const std::uint64_t wanted = std::min({items, resident, fitting});
        return static_cast<std::uint32_t>((std::max<std::uint64_t>(wanted, 1) + worker_block - 1) /
                                          worker_block * worker_block);
    }

    template <class Item>
    void run(std::uint32_t rows, std::uint32_t columns, const Item& item) {
        if (rows == 0 || columns == 0) return;
        const std::uint32_t threads = threads_for(std::uint64_t{rows} * columns, processors_);
        const dim3 grid(std::min((columns + threads - 1) / threads, most_blocks()),
                        std::min(rows, most_grid_rows));
        run_items<<<grid, threads, 0, stream_>>>(rows, columns, item);
        launched<Item>();
    }
    template <class Item>
    void run_workers(std::uint32_t rows, std::uint32_t columns, std::uint32_t workers,
                     const Item& item) {
        if (rows == 0 || columns == 0) return;
        const std::uint32_t threads =
            worker_threads_for(std::uint64_t{rows} * columns, processors_);
        run_worker_items<<<workers / threads, threads, 0, stream_>>>(rows, columns, item);
        launched<Item>();
    }
    template <class Item>
    void run_warps(std::uint32_t rows, std::uint32_t columns, const Item& item) {
        if (rows == 0 || columns == 0) return;
        constexpr std::uint32_t warps = group_block / 32;
        const std::uint64_t blocks = (std::uint64_t{rows} * columns + warps - 1) / warps;
        run_warp_items<<<capped(blocks), group_block, 0, stream_>>>(rows, columns, item);
        launched<Item>();
    }
    template <class Item>
    void run_blocks(std::uint32_t rows, std::uint32_t columns, const Item& item) {
        if (rows == 0 || columns == 0) return;
        run_block_items<<<capped(std::uint64_t{rows} * columns), group_block, 0, stream_>>>(
            rows, columns, item);
        launched<Item>();
    }

    /// Whether threads with a column of so many Item::Word each suit `items` items: shared memory
    /// holds the columns of a warp, and every multiprocessor gets two warps.
    template <class Item>
    [[nodiscard]] bool suits_columns(std::uint32_t items, std::uint32_t words) const {
        return column_threads<Item>(words) != 0 && items >= 64 * processors_;
    }
    template <class Item>
    void run_columns(std::uint32_t items, std::uint32_t words, const Item& item) {
        if (items == 0) return;
        const std::uint32_t threads = column_threads<Item>(words);
        const std::size_t bytes = column_bytes<Item>(words) * threads;
        check(cudaFuncSetAttribute(run_column_items<Item>,
                                   cudaFuncAttributeMaxDynamicSharedMemorySize,
                                   static_cast<int>(bytes)),
              "take shared memory");
        run_column_items<<<(items + threads - 1) / threads, threads, bytes, stream_>>>(items, item);
        launched<Item>();
    }

  private:
    static constexpr std::uint32_t busy_items = 1024;  ///< of a multiprocessor

    template <class Item>
    [[nodiscard]] static std::size_t column_bytes(std::uint32_t words) {
        return sizeof(typename Item::Word) * std::max(words, 1u);
    }
    /// Threads of a block whose columns fit into its shared memory: whole warps; 0: not one.
    template <class Item>
    [[nodiscard]] std::uint32_t column_threads(std::uint32_t words) const {
        std::uint32_t threads = column_block;
        while (threads >= 32 && column_bytes<Item>(words) * threads > block_bytes_) threads /= 2;
        return threads >= 32 ? threads : 0;
    }

    [[nodiscard]] std::uint32_t most_blocks() const { return 32 * processors_; }
    [[nodiscard]] std::uint32_t capped(std::uint64_t blocks) const {
        return static_cast<std::uint32_t>(std::min<std::uint64_t>(blocks, most_blocks()));
    }
    template <class Item>
    void launched() {
        last_item_ = typeid(Item).name();
        check(cudaGetLastError(), "launch a kernel");
        if (wait_for_each_) check(cudaStreamSynchronize(stream_), "run a kernel");
    }
    void wait() const { check(cudaStreamSynchronize(stream_), "wait for"); }
    template <class Item>
    [[nodiscard]] cudaFuncAttributes attributes(void (*kernel)(std::uint32_t, std::uint32_t,
                                                               Item)) const {
        cudaFuncAttributes found{};
        check(cudaFuncGetAttributes(&found, kernel), "look at a kernel");
        return found;
    }
    /// What has been reported, or may fail: the next launch would be taken for its cause.
    static void forget_error() { static_cast<void>(cudaGetLastError()); }
    void check(cudaError_t error, const char* what) const {
        if (error == cudaSuccess) return;
        forget_error();
        throw_device_failure(device_name(), what, cudaGetErrorString(error),
                             {last_item_, wait_for_each_});
    }
    [[nodiscard]] std::string device_name() const {
        return "cuda device " + std::to_string(device_);
    }

    int device_;
    std::uint32_t processors_ = 0;
    std::size_t threads_at_once_ = 0;
    std::size_t block_bytes_ = 0;      ///< shared memory that a block can have
    const char* last_item_ = nullptr;  ///< type of the item launched last
    bool wait_for_each_ = false;
    cudaStream_t stream_ = nullptr;
};

}  // namespace nightwatt
