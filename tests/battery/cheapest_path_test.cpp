#include "battery/cheapest_path.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace nightwatt {
namespace {

/// What a line says at a point of its interval.
double at(const ConvexLine& line, double x) {
    double from = line.begin;
    double value = line.value;
    for (const ConvexLine::Piece& piece : line.pieces) {
        const double part = std::clamp(x - from, 0.0, piece.length);
        value += piece.slope * part;
        from += piece.length;
    }
    return value;
}

class RandomLines {
  public:
    explicit RandomLines(std::uint64_t seed) : bits_(seed) {}
    int between(int low, int high) {
        return low + static_cast<int>(bits_() % static_cast<std::uint64_t>(high - low + 1));
    }
    /// Whole slopes and lengths, so that some cheapest path has whole levels.
    ConvexLine line() {
        ConvexLine line;
        line.begin = -between(0, 5);
        line.value = between(-10, 10);
        int slope = between(-9, 3);
        for (double x = line.begin; x <= 0 || between(1, 3) > 1;) {
            const int length = between(1, 4);
            line.add(slope, length);
            x += length;
            slope += between(0, 5);
        }
        return line;
    }

  private:
    std::mt19937_64 bits_;
};

/// Least cost over all paths of whole levels.
double least_on_grid(const std::vector<ConvexLine>& slots, const LevelLimits& limits) {
    const auto most = static_cast<int>(limits.most);
    std::vector<double> cost(static_cast<std::size_t>(most) + 1, INFINITY);
    cost[static_cast<std::size_t>(limits.start)] = 0;
    for (const ConvexLine& slot : slots) {
        std::vector<double> next(cost.size(), INFINITY);
        for (int from = 0; from <= most; ++from) {
            for (int to = 0; to <= most; ++to) {
                const double change = to - from;
                if (change < slot.begin || change > slot.end()) continue;
                const double through = cost[static_cast<std::size_t>(from)] + at(slot, change);
                next[static_cast<std::size_t>(to)] =
                    std::min(next[static_cast<std::size_t>(to)], through);
            }
        }
        cost = next;
    }
    return *std::min_element(cost.begin() + static_cast<std::ptrdiff_t>(limits.least_end),
                             cost.end());
}

TEST(CheapestPath, NoPathOfWholeLevelsIsCheaper) {
    int reachable = 0;
    for (std::uint64_t seed = 0; seed < 2000; ++seed) {
        RandomLines random(seed);
        const int most = random.between(1, 12);
        const LevelLimits limits{double(random.between(0, most)), double(most),
                                 double(random.between(0, most))};
        std::vector<ConvexLine> slots;
        for (int t = random.between(1, 8); t > 0; --t) slots.push_back(random.line());
        const double least = least_on_grid(slots, limits);
        if (std::isinf(least)) continue;
        ++reachable;
        const LevelPath path = CheapestPath(limits).find(slots);
        ASSERT_EQ(path.cost, least) << "seed " << seed;
        double level = limits.start;
        double cost = 0;
        for (std::size_t t = 0; t < slots.size(); ++t) {
            ASSERT_GE(path.change[t], slots[t].begin);
            ASSERT_LE(path.change[t], slots[t].end());
            cost += at(slots[t], path.change[t]);
            level += path.change[t];
            ASSERT_GE(level, 0);
            ASSERT_LE(level, limits.most);
        }
        ASSERT_GE(level, limits.least_end);
        ASSERT_EQ(cost, least) << "seed " << seed;
    }
    EXPECT_GT(reachable, 1000);
}

TEST(CheapestPath, StaysWhereNothingIsGained) {
    ConvexLine free;
    free.begin = -2;
    free.add(0, 4);
    const LevelPath path = CheapestPath({1, 3, 0}).find({free, free, free});
    EXPECT_EQ(path.cost, 0);
    EXPECT_EQ(path.change, (std::vector<double>{0, 0, 0}));
}

TEST(CheapestPath, WithoutSlotsThereIsNothingToDo) {
    const LevelPath path = CheapestPath({1, 3, 1}).find({});
    EXPECT_EQ(path.cost, 0);
    EXPECT_TRUE(path.change.empty());
}

}  // namespace
}  // namespace nightwatt
