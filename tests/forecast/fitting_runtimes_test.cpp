#include "forecast/fitting_runtimes.hpp"

#include <gtest/gtest.h>

#include "hand/hand_builder.hpp"

namespace nightwatt {
namespace {

using hand::Builder;

/// A task for the one server of a night of an hour.
Instance hour(double runtime_s) {
    Builder builder(1, 3600);
    builder.add_class().add({.price_per_kwh = {0.1}}).add(hand::Server{});
    builder.add({.runs = {{runtime_s, 1000}}});
    return builder.instance();
}

double shortened(Instance& instance) {
    const FitCheck fit(instance);
    return shorten_to_fit(instance, fit, {0, 0, 1}, {0});
}

TEST(FittingRuntimes, WhatFitsKeepsItsLastBit) {
    int moved = 0;
    for (int k = 1; k <= 200; ++k) {
        const double runtime_s = k * 0.001;
        Instance instance = hour(runtime_s);
        EXPECT_EQ(shortened(instance), 1);
        EXPECT_EQ(instance.runtimes.runtime_s[0], runtime_s);
        moved += runtime_s * 1'000'000 / 1'000'000 != runtime_s ? 1 : 0;
    }
    EXPECT_GT(moved, 0);  // by scaling with all of its parts
}

TEST(FittingRuntimes, WhatIsTooLongFillsTheNight) {
    Instance instance = hour(7200);
    EXPECT_NEAR(shortened(instance), 0.5, 1e-6);
    EXPECT_NEAR(instance.runtimes.runtime_s[0], 3600, 0.01);
}

TEST(FittingRuntimes, WhatNeverFitsKeepsItsLastBit) {
    const double runtime_s = 0.043000000000000003;
    Instance instance = hour(runtime_s);
    instance.tasks.need[0][0] = instance.servers.capacity[0][0] + 1;
    EXPECT_EQ(shortened(instance), 1);
    EXPECT_EQ(instance.runtimes.runtime_s[0], runtime_s);
}

}  // namespace
}  // namespace nightwatt
