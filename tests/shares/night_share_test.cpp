#include "shares/night_share.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "errors.hpp"
#include "hand/hand_builder.hpp"

namespace nightwatt {
namespace {

/// A night of two servers and no tasks, and a block of two.
struct TwoServers {
    Instance frame;
    Instance block;

    explicit TwoServers(double idle_w) {
        hand::Builder b(1, 18'000);
        b.add_class().add(hand::Site{.price_per_kwh = {100}});
        for (int i = 0; i < 2; ++i) b.add(hand::Server{.idle_w = idle_w});
        frame = b.instance();
        for (int j = 0; j < 2; ++j) b.add(hand::Task{.runs = {{3600, 1000}}});
        block = b.instance();
    }

    [[nodiscard]] NightShare share(std::size_t shares) const {
        NightShare share(frame, {0}, shares);
        share.add(block, std::vector<std::size_t>{0, 1});
        return share;
    }
};

TEST(NightShare, WhatAllSharesCostAtWorstMustFit) {
    // Twice 4 MW through five hours at 100 a kWh: 4e6, at worst twice that, 8e15 of 1e-9; 2^62 are
    // 4.6e18, of 576 such shares.
    const TwoServers night(4e6);
    EXPECT_EQ(night.share(500).among_all().view().task_count, 2u);
    EXPECT_THROW(static_cast<void>(night.share(700).among_all()), InputError);
    EXPECT_NO_THROW(static_cast<void>(TwoServers(4e3).share(700).among_all()));
}

}  // namespace
}  // namespace nightwatt
