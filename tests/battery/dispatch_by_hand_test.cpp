#include <gtest/gtest.h>

#include "battery/cheapest_dispatch.hpp"
#include "hand/hand_builder.hpp"
#include "problem/problem.hpp"

namespace nightwatt {
namespace {

// 1 kWh taken at 0.1 gives 0.8 kWh at 0.5.
TEST(DispatchByHand, MovesEnergyToTheDearHour) {
    hand::Builder builder(2, 3600);
    builder.add_class().add(hand::Site{.price_per_kwh = {0.1, 0.5}}).add(hand::Server{});
    builder.instance().batteries = {{0}, {2000}, {1000}, {1000}, {0.8}, {1}, {0}, {0}};
    const Problem problem(builder.instance());
    const std::int64_t kwh = 3'600'000'000'000;
    EXPECT_EQ(problem.cheapest_dispatch_mw({kwh, kwh}),
              (std::vector<std::int64_t>{1'000'000, -799'999}));
    // Losses of 20 % are dearer than what a price of 0.11 saves.
    hand::Builder flat(2, 3600);
    flat.add_class().add(hand::Site{.price_per_kwh = {0.1, 0.11}}).add(hand::Server{});
    flat.instance().batteries = builder.instance().batteries;
    EXPECT_EQ(Problem(flat.instance()).cheapest_dispatch_mw({kwh, kwh}),
              (std::vector<std::int64_t>{0, 0}));
}

// The level after an hour at full power is rounded down; making good for that would take 1 mW, for
// which the second hour has no room and the third no use.
TEST(DispatchByHand, MakesNothingGoodWhereNothingIsMissing) {
    hand::Builder builder(4, 3600);
    builder.add_class()
        .add(hand::Server{})
        .add(hand::Site{.price_per_kwh = {-0.05, 0.02, 0.4, 0.4},
                        .hard_cap_w = {none, 0, none, none}});
    builder.instance().batteries = {{0}, {300}, {60}, {100}, {0.9}, {0.9}, {0}, {50}};
    const std::int64_t kwh = 3'600'000'000'000;
    const auto power_mw = Problem(builder.instance()).cheapest_dispatch_mw({0, 0, kwh / 4, 0});
    EXPECT_EQ(power_mw[0], 60'000);
    EXPECT_EQ(power_mw[1], 0);
    EXPECT_NEAR(static_cast<double>(power_mw[2]), -3'600, 2);  // 4 Wh at 90 % in an hour
    EXPECT_EQ(power_mw[3], 0);
}

// An hour at 61 W reaches 54.9 Wh; in the other there is no room. It is charged in the first, also
// what is less than the charge of a mW.
TEST(DispatchByHand, ReachesItsEndBelowTheCaps) {
    struct Case {
        bool first_has_room;
        double start_wh;
        std::int64_t charged_mw;
    };
    for (const auto& [first_has_room, start_wh, charged_mw] :
         {Case{true, 0, 60'000}, Case{false, 0, 60'000}, Case{true, 53.9995, 1},
          Case{false, 53.9995, 1}}) {
        hand::Builder builder(2, 3600);
        const double caps[] = {first_has_room ? none : 0, first_has_room ? 0 : none};
        builder.add_class()
            .add(hand::Server{})
            .add(hand::Site{.price_per_kwh = {0.3, 0.3}, .hard_cap_w = {caps[0], caps[1]}});
        builder.instance().batteries = {{0}, {300}, {61}, {100}, {0.9}, {0.9}, {start_wh}, {54}};
        const auto power_mw = Problem(builder.instance()).cheapest_dispatch_mw({0, 0});
        const std::int64_t mw = power_mw[first_has_room ? 0 : 1];
        EXPECT_TRUE(mw == charged_mw || mw == charged_mw + 1) << mw;
        EXPECT_EQ(power_mw[first_has_room ? 1 : 0], 0);
    }
}

// There is more sun than anything draws, now and later.
TEST(DispatchByHand, ChargesNoSunThatNobodyNeedsLater) {
    hand::Builder builder(2, 3600);
    builder.add_class()
        .add(hand::Server{})
        .add(hand::Site{.price_per_kwh = {0.3, 0.3}, .renewable_w = {500, 500}});
    builder.instance().batteries = {{0}, {300}, {300}, {300}, {0.9}, {0.9}, {0}, {0}};
    const std::int64_t kwh = 3'600'000'000'000;
    EXPECT_EQ(Problem(builder.instance()).cheapest_dispatch_mw({kwh / 10, kwh / 10}),
              (std::vector<std::int64_t>{0, 0}));
}

// Paid to charge in the first hour. The sun covers a fifth of what is drawn in the third, and
// nothing is drawn before and after.
TEST(DispatchByHand, GivesNothingThatNobodyDraws) {
    hand::Builder builder(4, 3600);
    builder.add_class()
        .add(hand::Server{})
        .add(hand::Site{.price_per_kwh = {-0.1, 0.3, 0.3, 0.3}, .renewable_w = {0, 0, 50, 0}});
    builder.instance().batteries = {{0}, {300}, {300}, {300}, {0.9}, {0.9}, {0}, {0}};
    const std::int64_t kwh = 3'600'000'000'000;
    const auto power_mw = Problem(builder.instance()).cheapest_dispatch_mw({0, 0, kwh / 4, 0});
    EXPECT_EQ(power_mw[0], 300'000);
    EXPECT_EQ(power_mw[1], 0);
    EXPECT_NEAR(static_cast<double>(power_mw[2]), -200'000, 2);
    EXPECT_EQ(power_mw[3], 0);
}

}  // namespace
}  // namespace nightwatt
