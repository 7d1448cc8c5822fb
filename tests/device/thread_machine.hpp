#pragma once

#include <algorithm>
#include <atomic>
#include <barrier>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <numeric>
#include <string>
#include <thread>
#include <vector>

#include "errors.hpp"
#include "kernels/lanes/lane_column.hpp"

namespace nightwatt {

/// A lane group of real CPU threads.
class ThreadLanes {
  public:
    struct Meeting {
        explicit Meeting(std::uint32_t lanes) : all(lanes), values(lanes) {}
        std::barrier<> all;
        std::vector<std::int64_t> values;
    };

    ThreadLanes(Meeting& meeting, std::uint32_t rank) : meeting_(meeting), rank_(rank) {}

    [[nodiscard]] std::uint32_t rank() const { return rank_; }
    [[nodiscard]] std::uint32_t size() const {
        return static_cast<std::uint32_t>(meeting_.values.size());
    }
    void sync() { meeting_.all.arrive_and_wait(); }
    std::int64_t scan(std::int64_t value, std::int64_t& total) {
        const std::vector<std::int64_t> all = gather(value);
        total = std::accumulate(all.begin(), all.end(), std::int64_t{0});
        return std::accumulate(all.begin(), all.begin() + rank_, std::int64_t{0});
    }
    std::int64_t sum(std::int64_t value) {
        const std::vector<std::int64_t> all = gather(value);
        return std::accumulate(all.begin(), all.end(), std::int64_t{0});
    }
    std::int64_t largest(std::int64_t value) {
        const std::vector<std::int64_t> all = gather(value);
        return *std::max_element(all.begin(), all.end());
    }

  private:
    std::vector<std::int64_t> gather(std::int64_t value) {
        meeting_.values[rank_] = value;
        sync();
        std::vector<std::int64_t> all = meeting_.values;
        sync();
        return all;
    }

    Meeting& meeting_;
    std::uint32_t rank_;
};

/// What a ThreadMachine may do as it likes, because no result may depend on it.
struct ThreadMachineShape {
    std::uint32_t threads = 2;
    std::uint32_t lanes = 3;     ///< of every group
    std::uint32_t scramble = 7;  ///< order of the items
    std::size_t memory_bytes = std::size_t{1} << 33;
    bool columns = true;  ///< threads can have columns
};

/// A machine for DeviceBackend (host/backend/device) made of CPU threads: it runs the work items of
/// a launch on several threads in a scrambled order, and groups as groups of threads. Fresh memory
/// is full of rubbish. ThreadSanitizer sees what meets unordered.
class ThreadMachine {
  public:
    explicit ThreadMachine(const ThreadMachineShape& shape) : shape_(shape) {}

    [[nodiscard]] std::string name() const { return "threads"; }
    [[nodiscard]] std::size_t free_bytes() const { return shape_.memory_bytes; }

    void* allocate(std::size_t bytes) {
        void* const data = std::malloc(bytes == 0 ? 1 : bytes);
        if (data == nullptr) throw DeviceError("no memory");
        std::memset(data, 0xA5, bytes);
        return data;
    }
    void release(void* data) { std::free(data); }
    void upload(void* to, const void* from, std::size_t bytes) { std::memcpy(to, from, bytes); }
    void download(void* to, const void* from, std::size_t bytes) { std::memcpy(to, from, bytes); }

    /// Workers for `items` items of which each needs `bytes` of memory of its own.
    template <class Item>
    [[nodiscard]] std::uint32_t workers(std::uint64_t, std::size_t) const {
        return shape_.threads;
    }
    /// Threads bring their stacks along.
    template <class Item>
    [[nodiscard]] std::size_t run_stack_bytes() const {
        return 0;
    }
    template <class Item>
    [[nodiscard]] std::size_t worker_stack_bytes() const {
        return 0;
    }

    template <class Item>
    void run(std::uint32_t rows, std::uint32_t columns, const Item& item) {
        share(rows, columns,
              [&](std::uint32_t row, std::uint32_t column, std::uint32_t) { item(row, column); });
    }
    template <class Item>
    void run_workers(std::uint32_t rows, std::uint32_t columns, std::uint32_t, const Item& item) {
        share(rows, columns, item);
    }
    template <class Item>
    void run_warps(std::uint32_t rows, std::uint32_t columns, const Item& item) {
        run_groups(rows, columns, item);
    }
    template <class Item>
    void run_blocks(std::uint32_t rows, std::uint32_t columns, const Item& item) {
        run_groups(rows, columns, item);
    }
    template <class Item>
    [[nodiscard]] bool suits_columns(std::uint32_t, std::uint32_t) const {
        return shape_.columns;
    }
    template <class Item>
    void run_columns(std::uint32_t items, std::uint32_t words, const Item& item) {
        // The last column is nobody's.
        const std::uint32_t stride = shape_.threads + 1;
        using Word = typename Item::Word;
        constexpr auto rubbish = static_cast<Word>(0x5A5A5A5A5A5A5A5A);
        std::vector<Word> columns(std::size_t{words} * stride, rubbish);
        share(1, items, [&](std::uint32_t, std::uint32_t i, std::uint32_t worker) {
            item(i, LaneColumn<Word>(columns.data() + worker, stride));
        });
        for (std::size_t i = 0; i < words; ++i) {
            if (columns[i * stride + shape_.threads] != rubbish) {
                throw DeviceError("an item wrote beside its column");
            }
        }
    }

  private:
    /// Item number k of a scrambled order.
    [[nodiscard]] std::uint64_t scrambled(std::uint64_t k, std::uint64_t count) const {
        std::uint64_t step = shape_.scramble;
        while (std::gcd(step, count) != 1) ++step;
        return k * step % count;
    }

    template <class Work>
    void share(std::uint32_t rows, std::uint32_t columns, const Work& work) {
        const std::uint64_t count = std::uint64_t{rows} * columns;
        if (count == 0) return;
        std::atomic<std::uint64_t> next{0};
        std::vector<std::jthread> threads;
        for (std::uint32_t worker = 0; worker < shape_.threads; ++worker) {
            threads.emplace_back([&, worker] {
                for (std::uint64_t k = next++; k < count; k = next++) {
                    const std::uint64_t i = scrambled(k, count);
                    work(static_cast<std::uint32_t>(i / columns),
                         static_cast<std::uint32_t>(i % columns), worker);
                }
            });
        }
    }

    template <class Item>
    void run_groups(std::uint32_t rows, std::uint32_t columns, const Item& item) {
        const std::uint64_t count = std::uint64_t{rows} * columns;
        if (count == 0) return;
        ThreadLanes::Meeting meeting(shape_.lanes);
        std::vector<std::jthread> threads;
        for (std::uint32_t rank = 0; rank < shape_.lanes; ++rank) {
            threads.emplace_back([&, rank] {
                ThreadLanes lanes(meeting, rank);
                for (std::uint64_t k = 0; k < count; ++k) {
                    const std::uint64_t i = scrambled(k, count);
                    item(static_cast<std::uint32_t>(i / columns),
                         static_cast<std::uint32_t>(i % columns), lanes);
                }
            });
        }
    }

    ThreadMachineShape shape_;
};

}  // namespace nightwatt
