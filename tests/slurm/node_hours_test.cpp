#include "io/slurm/node_hours.hpp"

#include <gtest/gtest.h>

#include <random>

namespace nightwatt {
namespace {

TEST(NodeHours, AreFreeFromTheFirstMomentToTheLast) {
    const NodeHours hours({4, 10}, 100, 200);
    EXPECT_EQ(hours.earliest(0, 100, {4, 10}), 100);
    EXPECT_EQ(hours.earliest(150, 50, {1, 1}), 150);
    EXPECT_EQ(hours.earliest(150, 51, {1, 1}), NodeHours::never);
    EXPECT_EQ(hours.earliest(0, 1, {5, 0}), NodeHours::never);
    EXPECT_EQ(hours.earliest(0, 1, {0, 11}), NodeHours::never);
}

TEST(NodeHours, AGapIsUsedWhereItIsLongEnough) {
    NodeHours hours({4}, 0, 100);
    hours.take(0, 10, {3});
    hours.take(20, 30, {4});
    EXPECT_EQ(hours.earliest(0, 20, {1}), 0);
    EXPECT_EQ(hours.earliest(0, 21, {1}), 50);
    EXPECT_EQ(hours.earliest(0, 10, {2}), 10);
    EXPECT_EQ(hours.earliest(0, 11, {2}), 50);
}

/// Second by second, for a window of 40 s.
TEST(NodeHours, FindTheEarliestStartOfAll) {
    constexpr int end_s = 40;
    std::mt19937 draw(1);
    const auto below = [&](int n) { return static_cast<int>(draw() % static_cast<unsigned>(n)); };
    int placed = 0;
    for (int night = 0; night < 200; ++night) {
        NodeHours hours({3, 5}, 0, end_s);
        int left[2][end_s];
        std::fill_n(left[0], end_s, 3);
        std::fill_n(left[1], end_s, 5);
        for (int task = 0; task < 30; ++task) {
            const int need[2] = {below(4), below(6)};
            const int run_s = 1 + below(12);
            const int release_s = below(20);
            const auto fits = [&](int start_s) {
                for (int t = start_s; t < start_s + run_s; ++t) {
                    if (left[0][t] < need[0] || left[1][t] < need[1]) return false;
                }
                return true;
            };
            int start_s = release_s;
            while (start_s + run_s <= end_s && !fits(start_s)) ++start_s;
            const std::vector<std::uint32_t> units(need, need + 2);
            const std::int64_t found_s = hours.earliest(release_s, run_s, units);
            if (start_s + run_s > end_s) {
                ASSERT_EQ(found_s, NodeHours::never);
                continue;
            }
            ASSERT_EQ(found_s, start_s);
            hours.take(found_s, run_s, units);
            ++placed;
            for (int t = start_s; t < start_s + run_s; ++t) {
                left[0][t] -= need[0];
                left[1][t] -= need[1];
            }
        }
    }
    EXPECT_GT(placed, 1000);
}

}  // namespace
}  // namespace nightwatt
