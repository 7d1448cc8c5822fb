#include "forecast/conformal.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/forecast/sample_series.hpp"

namespace nightwatt {
namespace {

using testing::noise;

TEST(Conformal, WidthIsTheErrorOfTheRightRank) {
    // (9 + 1) * 0.8 = 8: the eighth smallest of nine.
    EXPECT_EQ(conformal_width({9, 1, 8, 2, 7, 3, 6, 4, 5}, 0.8), 8);
    // (10 + 1) * 0.9 = 9.9: all ten, not nine of them.
    EXPECT_EQ(conformal_width({9, 1, 8, 2, 7, 10, 3, 6, 4, 5}, 0.9), 10);
    EXPECT_EQ(conformal_width({9, 1, 8, 2, 7, 3, 6, 4, 5}, 0.95), 9);  // beyond the largest
    EXPECT_EQ(conformal_width({3}, 0.5), 3);
    EXPECT_EQ(conformal_width({}, 0.9), 0);
}

TEST(Conformal, HoldsItsShareWhereErrorsAreAlike) {
    std::vector<double> errors;
    for (std::uint64_t i = 0; i < 2000; ++i) errors.push_back(std::abs(noise(1, i)));
    const double width = conformal_width(errors, 0.9);
    int inside = 0;
    for (std::uint64_t i = 0; i < 2000; ++i) inside += std::abs(noise(2, i)) <= width ? 1 : 0;
    EXPECT_NEAR(inside / 2000.0, 0.9, 0.02);
}

TEST(AdaptiveWidth, FollowsErrorsThatGrow) {
    std::vector<double> errors;
    for (std::uint64_t i = 0; i < 500; ++i) errors.push_back(std::abs(noise(1, i)));
    const double fixed = conformal_width(errors, 0.9);
    AdaptiveWidth adaptive(errors, 0.9);
    EXPECT_EQ(adaptive.width(), fixed);
    int inside = 0;
    int inside_fixed = 0;
    for (std::uint64_t i = 0; i < 3000; ++i) {
        const double error = std::abs(noise(3, i)) * (1 + static_cast<double>(i) / 300);
        const double width = adaptive.width();
        inside += error <= width ? 1 : 0;
        inside_fixed += error <= fixed ? 1 : 0;
        adaptive.learn(width, error);
    }
    EXPECT_NEAR(inside / 3000.0, 0.9, 0.02);
    EXPECT_LT(inside_fixed / 3000.0, 0.6);
}

TEST(AdaptiveWidth, WidensBeyondAllThatItRemembers) {
    AdaptiveWidth adaptive({1, 1, 1, 1}, 0.9, 0.5);
    for (int i = 0; i < 10 && adaptive.width() < 100; ++i) adaptive.learn(adaptive.width(), 100);
    EXPECT_GE(adaptive.width(), 100);
}

}  // namespace
}  // namespace nightwatt
