#include "kernels/lanes/lane_sort.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "device/thread_machine.hpp"

namespace nightwatt {
namespace {

std::vector<std::uint64_t> shuffled(std::uint32_t count) {
    std::vector<std::uint64_t> values(count);
    std::iota(values.begin(), values.end(), 0u);
    std::shuffle(values.begin(), values.end(), std::mt19937_64(count));
    return values;
}

struct SortRow {
    std::uint64_t* values;
    std::uint32_t count;

    template <class Lanes>
    void operator()(std::uint32_t, std::uint32_t, Lanes& lanes) const {
        lane_sort(lanes, values, count, std::less<std::uint64_t>{});
    }
};

struct SoloLane {
    std::uint32_t rank() const { return 0; }
    std::uint32_t size() const { return 1; }
    void sync() {}
};

TEST(LaneSort, SortsAnyCount) {
    for (std::uint32_t count = 0; count < 300; ++count) {
        std::vector<std::uint64_t> values = shuffled(count);
        SoloLane lane;
        lane_sort(lane, values.data(), count, std::less<std::uint64_t>{});
        EXPECT_TRUE(std::is_sorted(values.begin(), values.end())) << count;
    }
}

TEST(LaneSort, GroupsOfAnySizeSortAlike) {
    for (const std::uint32_t lanes : {1u, 3u, 32u, 64u}) {
        for (const std::uint32_t count : {2u, 31u, 64u, 97u}) {
            std::vector<std::uint64_t> values = shuffled(count);
            ThreadMachine machine({.threads = 1, .lanes = lanes});
            machine.run_warps(1, 1, SortRow{values.data(), count});
            EXPECT_TRUE(std::is_sorted(values.begin(), values.end())) << lanes << " lanes";
        }
    }
}

struct ScanRow {
    std::int64_t* out;  ///< [rank * 3]

    template <class Lanes>
    void operator()(std::uint32_t, std::uint32_t, Lanes& lanes) const {
        std::int64_t total = 0;
        const std::int64_t own = std::int64_t{lanes.rank()} + 1;
        out[3 * lanes.rank()] = lanes.scan(own, total);
        out[3 * lanes.rank() + 1] = total;
        out[3 * lanes.rank() + 2] = lanes.largest(-own);
    }
};

TEST(LaneGroup, ScansSumsAndFindsTheLargest) {
    for (const std::uint32_t lanes : {1u, 3u, 32u}) {
        std::vector<std::int64_t> out(3 * lanes);
        ThreadMachine machine({.threads = 1, .lanes = lanes});
        machine.run_blocks(1, 1, ScanRow{out.data()});
        for (std::uint32_t rank = 0; rank < lanes; ++rank) {
            EXPECT_EQ(out[3 * rank], std::int64_t{rank} * (rank + 1) / 2);
            EXPECT_EQ(out[3 * rank + 1], std::int64_t{lanes} * (lanes + 1) / 2);
            EXPECT_EQ(out[3 * rank + 2], -1);
        }
    }
}

}  // namespace
}  // namespace nightwatt
