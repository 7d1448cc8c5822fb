#include "search/swarm_coefficients.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "errors.hpp"

namespace nightwatt {
namespace {

/// Whether the second moments of x <- (1 + w - c1 r1 - c2 r2) x - w x_before die out: the recursion
/// of M = E[x^2], C = E[x x_before], L = E[x_before^2], run for long.
bool second_moments_die_out(const SwarmCoefficients& c) {
    const double w = c.inertia;
    const double mean = 1 + w - (c.cognitive + c.social) / 2;
    const double square = mean * mean + (c.cognitive * c.cognitive + c.social * c.social) / 12;
    double m = 1;
    double cross = 0.5;
    double last = 1;
    for (int step = 0; step < 20'000 && m < 1e30; ++step) {
        const double next = square * m - 2 * w * mean * cross + w * w * last;
        cross = mean * m - w * cross;
        last = m;
        m = next;
    }
    return m < 1e-3;
}

TEST(SwarmCoefficients, ConstrictionFactorIsThatOfClercAndKennedy) {
    const SwarmCoefficients c = constricted(2.05, 2.05);
    EXPECT_NEAR(c.inertia, 0.7298437881, 1e-10);
    EXPECT_NEAR(c.cognitive, 1.4961797657, 1e-10);
    EXPECT_NEAR(c.social, 1.4961797657, 1e-10);
}

TEST(SwarmCoefficients, ConstrictionNeedsASumAboveFour) {
    EXPECT_THROW((void)constricted(2, 2), UsageError);
    EXPECT_THROW((void)constricted(0, 0), UsageError);
    EXPECT_NO_THROW((void)constricted(2.8, 1.3));
}

TEST(SwarmCoefficients, EqualPullsAreStableBelowTheBoundOfPoli) {
    for (const double w : {0.0, 0.3, 0.6, 0.7298, 0.9}) {
        const double sum = 24 * (1 - w * w) / (7 - 5 * w);
        EXPECT_TRUE(is_stable({w, sum / 2 * 0.999, sum / 2 * 0.999})) << w;
        EXPECT_FALSE(is_stable({w, sum / 2 * 1.001, sum / 2 * 1.001})) << w;
    }
    EXPECT_FALSE(is_stable({1.0, 0.1, 0.1}));
    EXPECT_FALSE(is_stable({0.5, 0.0, 0.0})) << "nothing pulls";
}

TEST(SwarmCoefficients, StableMeansThatSecondMomentsDieOut) {
    std::mt19937_64 bits(1);
    const auto between = [&](double low, double high) {
        return low + (high - low) * static_cast<double>(bits() % 1'000'000) / 1e6;
    };
    int stable = 0;
    for (int i = 0; i < 300; ++i) {
        const SwarmCoefficients c{between(0, 0.95), between(0.2, 2.5), between(0.2, 2.5)};
        // Too near to the border to see in finite time.
        if (is_stable({c.inertia, c.cognitive * 0.99, c.social * 0.99}) !=
            is_stable({c.inertia, c.cognitive * 1.01, c.social * 1.01})) {
            continue;
        }
        EXPECT_EQ(second_moments_die_out(c), is_stable(c))
            << c.inertia << ' ' << c.cognitive << ' ' << c.social;
        stable += is_stable(c) ? 1 : 0;
    }
    EXPECT_GT(stable, 50);
    EXPECT_LT(stable, 250);
}

TEST(SwarmCoefficients, ConstrictionIsStableFromTheUsualPullsOn) {
    EXPECT_FALSE(is_stable(constricted(2.001, 2.001))) << "only the velocity limit holds these";
    for (double c = 2.05; c < 10; c += 0.1) EXPECT_TRUE(is_stable(constricted(c, c))) << c;
}

TEST(SwarmCoefficients, UsualPullsSuitTheirForm) {
    EXPECT_EQ(usual_pull("constriction", 0.7), 2.05);
    EXPECT_EQ(usual_pull("inertia", 0.7), 1.49618);
    EXPECT_EQ(usual_pull("inertia", 0.7298), 1.49618);
    for (const double w : {0.0, 0.5, 0.7, 0.75, 0.8, 0.9, 0.99, 0.999}) {
        const double pull = usual_pull("inertia", w);
        EXPECT_TRUE(is_stable({w, pull, pull})) << w;
        EXPECT_GT(pull, 0) << w;
    }
}

TEST(SwarmCoefficients, UnstableInertiaIsRefusedWithTheBoundThatHolds) {
    try {
        (void)swarm_coefficients("inertia", 0.7, 2.05, 2.05);
        FAIL() << "accepted";
    } catch (const UsageError& error) {
        EXPECT_NE(error.problems().front().find("3.497"), std::string::npos)
            << error.problems().front();
    }
    EXPECT_NO_THROW((void)swarm_coefficients("inertia", 0.7, 1.5, 1.5));
}

}  // namespace
}  // namespace nightwatt
