#include <gtest/gtest.h>

#include <cmath>

#include "battery/battery.hpp"

namespace nightwatt {
namespace {

Battery of_efficiency(double efficiency) {
    const std::int64_t gain = std::llround(std::ldexp(efficiency, gain_shift));
    return {.charge_gain = gain, .discharge_gain = gain};
}

TEST(LevelChange, NoRoundingMakesEnergy) {
    const Battery battery = of_efficiency(0.9);
    EXPECT_EQ(battery.level_change(1, 1), 0);    // 0.9 uJ
    EXPECT_EQ(battery.level_change(-1, 1), -2);  // 1.11 uJ
    EXPECT_EQ(battery.level_change(11, 1), 9);   // 9.9 uJ
    EXPECT_EQ(battery.level_change(-8, 1), -9);  // 8.89 uJ
    EXPECT_EQ(battery.level_change(0, 1000), 0);
}

TEST(LevelChange, WithoutLossesIsWhatFlows) {
    const Battery battery = of_efficiency(1);
    EXPECT_EQ(battery.level_change(7, 1000), 7000);
    EXPECT_EQ(battery.level_change(-7, 1000), -7000);
}

TEST(LevelChange, HoldsTheLargestBattery) {
    const Battery battery = of_efficiency(0.5);
    const std::int64_t gigawatt_mw = 1'000'000'000'000;
    EXPECT_EQ(battery.level_change(gigawatt_mw, 3'600'000), 1'800'000'000'000'000'000);
    EXPECT_EQ(battery.level_change(-gigawatt_mw, 3'600'000), -7'200'000'000'000'000'000);
}

}  // namespace
}  // namespace nightwatt
