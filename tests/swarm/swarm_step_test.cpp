#include <gtest/gtest.h>

#include <cstdint>
#include <string>

#include "kernels/swarm.hpp"

namespace nightwatt {
namespace {

constexpr SwarmMotion motion = {
    .inertia = 0.5f, .cognitive = 1.0f, .social = 2.0f, .velocity_limit = 0.5f};

TEST(SwarmStep, AddsInertiaCognitiveAndSocialTerms) {
    // v = 0.5 * 1 + 1 * 0.5 * (4 - 2) + 2 * 0.25 * (6 - 2) = 3.5
    const Coordinate next = moved(motion, 10, {2, 1}, 4, 6, 0.5f, 0.25f);
    EXPECT_EQ(next.velocity, 3.5f);
    EXPECT_EQ(next.position, 5.5f);
}

TEST(SwarmStep, ClampsTheVelocityToAShareOfTheRange) {
    const Coordinate up = moved(motion, 10, {1, 8}, 9, 9, 0.5f, 0.5f);
    EXPECT_EQ(up.velocity, 5.0f);
    EXPECT_EQ(up.position, 6.0f);
    const Coordinate down = moved(motion, 10, {9, -8}, 1, 1, 0.5f, 0.5f);
    EXPECT_EQ(down.velocity, -5.0f);
    EXPECT_EQ(down.position, 4.0f);
}

TEST(SwarmStep, ReflectsAtBothEnds) {
    const Coordinate low = moved(motion, 10, {1, -4}, 1, 1, 0, 0);
    EXPECT_EQ(low.position, 1.0f);
    EXPECT_EQ(low.velocity, 2.0f);
    const Coordinate high = moved(motion, 10, {9, 4}, 9, 9, 0, 0);
    EXPECT_EQ(high.position, 9.0f);
    EXPECT_EQ(high.velocity, -2.0f);
}

TEST(SwarmStep, StaysInsideTheRangeFromAnywhere) {
    SwarmMotion wild = motion;
    wild.velocity_limit = 1;
    wild.cognitive = 50;
    for (std::uint32_t i = 0; i < 20'000; ++i) {
        const Draw a = draw(3, Purpose::Particle, 0, 0, 2 * i);
        const Draw b = draw(3, Purpose::Particle, 0, 0, 2 * i + 1);
        const float range = 1.0f + static_cast<float>(a.below(0, 5000)) / 7.0f;
        const auto somewhere = [&](std::uint32_t word) { return unit_float(word) * range; };
        const Coordinate now = {somewhere(a.word[1]), somewhere(a.word[2]) - range / 2};
        const Coordinate next = moved(wild, range, now, somewhere(a.word[3]), somewhere(b.word[0]),
                                      unit_float(b.word[1]), unit_float(b.word[2]));
        ASSERT_GE(next.position, 0.0f);
        ASSERT_LE(next.position, range);
        ASSERT_LE(next.velocity, range);
        ASSERT_GE(next.velocity, -range);
    }
}

TEST(SwarmStep, ComesToRestInsteadOfCreepingForEver) {
    Coordinate particle = {5, 1};
    int steps = 0;
    while (particle.velocity != 0 && steps < 100) {
        particle = moved(motion, 10, particle, particle.position, particle.position, 0.5f, 0.5f);
        ++steps;
    }
    EXPECT_EQ(steps, 17);  // 2^-17 < 10 * 2^-20
}

TEST(SwarmStep, AServerCoordinateStopsOnlyWhereAServerWasChosen) {
    // Ten servers: at 0.5, own best at 6.5, island's best at 9.5.
    const auto stop = [](float x) { return settled(x, 10, 10, 0.5f, 6.5f, 9.5f); };
    EXPECT_EQ(stop(0.9f), 0.9f) << "still on its server";
    EXPECT_EQ(stop(6.1f), 6.1f) << "within its best one";
    EXPECT_EQ(stop(9.9f), 9.9f);
    EXPECT_EQ(stop(3.4f), 0.5f) << "nearer to where it was";
    EXPECT_EQ(stop(3.6f), 6.5f) << "nearer to its best";
    EXPECT_EQ(stop(8.1f), 9.5f);
    EXPECT_EQ(stop(3.5f), 0.5f) << "a tie stays";
}

TEST(SwarmStep, RandomWordsBecomeSharesBelowOne) {
    EXPECT_EQ(unit_float(0), 0.0f);
    EXPECT_EQ(unit_float(0x80000000u), 0.5f);
    EXPECT_LT(unit_float(UINT32_MAX), 1.0f);
}

TEST(SwarmStep, EveryCellOwnsItsCentreAndTheEdgesBelongToTheOutermost) {
    for (const std::uint32_t cells : {1u, 2u, 3u, 7u, 200u, 10'000u}) {
        const auto range = static_cast<float>(cells);
        for (std::uint32_t cell = 0; cell < cells; ++cell) {
            ASSERT_EQ(cell_of(cell_centre(cell, range, cells), range, cells), cell) << cells;
            ASSERT_EQ(cell_of(cell_centre(cell, 1.0f, cells), 1.0f, cells), cell) << cells;
        }
        EXPECT_EQ(cell_of(0, range, cells), 0u);
        EXPECT_EQ(cell_of(range, range, cells), cells - 1);
        EXPECT_EQ(cell_of(1.0f, 1.0f, cells), cells - 1);
    }
}

TEST(SwarmStep, SwarmIslandsAreSpreadEvenlyOverTheRing) {
    const auto kinds_of = [](std::uint32_t islands, std::uint32_t swarms) {
        const IslandRange ring = whole_ring(islands, 1, swarms);
        std::string kinds;
        for (std::uint32_t i = 0; i < islands; ++i) {
            kinds += ring.is_swarm(i) ? 's' : 'g';
        }
        return kinds;
    };
    EXPECT_EQ(kinds_of(4, 0), "gggg");
    EXPECT_EQ(kinds_of(4, 2), "gsgs");
    EXPECT_EQ(kinds_of(5, 2), "ggsgs");
    EXPECT_EQ(kinds_of(4, 3), "gsss");
    EXPECT_EQ(kinds_of(4, 4), "ssss");
}

}  // namespace
}  // namespace nightwatt
