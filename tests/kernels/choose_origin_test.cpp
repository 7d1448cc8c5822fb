#include <gtest/gtest.h>

#include <vector>

#include "kernels/genetic.hpp"

namespace nightwatt {
namespace {

/// Two islands of five plans, whose best ones are their last.
constexpr std::uint32_t island_plans = 5;
const std::vector<std::uint32_t> ranking = {4, 3, 2, 1, 0, 9, 8, 7, 6, 5};

Origin origin(const Breeding& b, std::uint32_t plan) {
    return choose_origin(b, whole_ring(2, island_plans), ranking.data(), 1, plan);
}

TEST(ChooseOrigin, ElitesLiveOnAndWalkersGoOnFromThemselves) {
    const Breeding b{.elites = 1, .walkers = 4};
    EXPECT_EQ(origin(b, 0).mother, 4u);
    for (std::uint32_t plan = 1; plan < island_plans; ++plan) {
        EXPECT_EQ(origin(b, plan).mother, plan);
        EXPECT_EQ(origin(b, plan).father, plan);
    }
}

TEST(ChooseOrigin, MigrantsComeThoughWalkersTakeAllOtherPlaces) {
    Breeding b{.elites = 1, .walkers = 4};
    b.migrants = 1;
    EXPECT_EQ(origin(b, 4).mother, 9u);  // the best of the island before
    EXPECT_EQ(origin(b, 9).mother, 4u);
    EXPECT_EQ(origin(b, 3).mother, 3u);
    b.recall = true;
    EXPECT_EQ(origin(b, 4).mother, 9u);
    EXPECT_EQ(origin(b, 3).mother, 4u);
}

}  // namespace
}  // namespace nightwatt
