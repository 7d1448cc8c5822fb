#include "progress.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace nightwatt {
namespace {

TEST(Progress, TheGapIsShownWhereItIsAShareOfTheCost) {
    ProgressState state{.generation = 3, .best_cost = 2};
    EXPECT_EQ(progress_text(state), "generation 3  cost 2.0000  0.0 kWh  0 late");
    state.gap = 0.25;
    EXPECT_EQ(progress_text(state), "generation 3  cost 2.0000  0.0 kWh  0 late  gap 25.00 %");
    // Of a cost of 0, a saving is no share.
    state.gap = std::numeric_limits<double>::infinity();
    EXPECT_EQ(progress_text(state), "generation 3  cost 2.0000  0.0 kWh  0 late");
}

TEST(Progress, AShareOfANightIsNamed) {
    const ProgressState state{.part = "share 1 of 2", .generation = 3, .best_cost = 2};
    EXPECT_EQ(progress_text(state), "share 1 of 2  generation 3  cost 2.0000  0.0 kWh  0 late");
}

}  // namespace
}  // namespace nightwatt
