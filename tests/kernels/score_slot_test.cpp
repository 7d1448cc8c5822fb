#include <gtest/gtest.h>

#include "kernels/coupling.hpp"

namespace nightwatt {
namespace {

constexpr SlotLimits no_limits{.renewable_uj = 0,
                               .hard_cap_uj = unlimited_uj,
                               .soft_cap_uj = unlimited_uj,
                               .heat_demand_uj = 0,
                               .soft_rate = 0,
                               .heat_rate = 0,
                               .peak_rate = 0,
                               .pue = 0};

TEST(ScoreSlot, AHardCapThatIsExceededByAnythingIsBrokenByAJouleAtLeast) {
    SlotLimits limits = no_limits;
    limits.hard_cap_uj = 5'000'000;
    const auto broken_j = [&](std::int64_t energy_uj) {
        return score_slot(limits, 0, energy_uj).violation_j;
    };
    EXPECT_EQ(broken_j(0), 0);
    EXPECT_EQ(broken_j(5'000'000), 0);
    EXPECT_EQ(broken_j(5'000'001), 1);
    EXPECT_EQ(broken_j(6'000'000), 1);
    EXPECT_EQ(broken_j(6'000'001), 2);
    EXPECT_EQ(score_slot(no_limits, 0, 5'000'001).violation_j, 0);
}

TEST(ScoreSlot, SoIsTheEnergyCap) {
    EXPECT_EQ(above_cap_j(5'000'000, 5'000'000), 0);
    EXPECT_EQ(above_cap_j(5'000'001, 5'000'000), 1);
    EXPECT_EQ(above_cap_j(6'000'001, 5'000'000), 2);
}

}  // namespace
}  // namespace nightwatt
