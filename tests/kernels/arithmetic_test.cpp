#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "kernels/problem_view.hpp"
#include "kernels/random.hpp"
#include "kernels/tariff.hpp"
#include "kernels/units.hpp"

namespace nightwatt {
namespace {

TEST(Money, ProductIsRoundedToTheNearestUnitHalvesUpwards) {
    EXPECT_EQ(multiply_shift(3, 1, 1), 2);    // 1.5
    EXPECT_EQ(multiply_shift(-3, 1, 1), -1);  // -1.5
    EXPECT_EQ(multiply_shift(5, 1, 2), 1);    // 1.25
    EXPECT_EQ(multiply_shift(-5, 1, 2), -1);  // -1.25
    EXPECT_EQ(multiply_shift(INT64_MAX, 1LL << 40, 40), INT64_MAX);
    EXPECT_EQ(multiply_shift(INT64_MIN, 1LL << 40, 40), INT64_MIN);
}

TEST(Money, ProductBeyond64BitsIsExact) {
    std::mt19937_64 bits(1);
    for (int i = 0; i < 10'000; ++i) {
        const auto amount = static_cast<std::int64_t>(bits() >> 10);
        const auto rate = static_cast<std::int64_t>(bits() >> 26);
        const long double exact = static_cast<long double>(amount) *
                                  static_cast<long double>(rate) / std::ldexp(1.0L, rate_shift);
        ASSERT_NEAR(static_cast<double>(static_cast<long double>(priced(amount, rate)) - exact),
                    0.0, 0.5 + 1e-3);
    }
}

TEST(Resources, FitExactlyWhenEveryFieldFits) {
    std::mt19937_64 bits(2);
    const auto field = [&] { return bits() % 5 == 0 ? (1u << 30) - 1 : bits() % 4; };
    for (int i = 0; i < 100'000; ++i) {
        std::uint64_t free[4];
        std::uint64_t need[4];
        bool expected = true;
        for (int r = 0; r < 4; ++r) {
            free[r] = field();
            need[r] = field();
            expected = expected && need[r] <= free[r];
        }
        const Resources a{free[0] | free[1] << 32, free[2] | free[3] << 32};
        const Resources b{need[0] | need[1] << 32, need[2] | need[3] << 32};
        ASSERT_EQ(a.fits(b), expected);
    }
}

TEST(Slots, EveryMomentFallsIntoItsSlot) {
    for (const std::int64_t slot_ms :
         {1LL, 2LL, 3LL, 7LL, 1000LL, 900'000LL, 3'600'000LL, 86'400'000LL, 999'999'999'989LL}) {
        ProblemView p{};
        set_slots(p, slot_ms);
        p.slot_count = 1000;
        p.horizon_ms = slot_ms * p.slot_count;
        std::mt19937_64 bits(3);
        const auto check = [&](std::int64_t t) {
            if (t < 0 || t > p.horizon_ms) return;
            ASSERT_EQ(slot_of(p, t), std::min<std::int64_t>(t / slot_ms, 999))
                << t << " " << slot_ms;
        };
        for (std::int64_t slot = 0; slot <= 1000; ++slot) {
            for (std::int64_t off = -1; off <= 1; ++off) check(slot * slot_ms + off);
        }
        for (int i = 0; i < 10'000; ++i) {
            check(static_cast<std::int64_t>(bits() % static_cast<std::uint64_t>(p.horizon_ms)));
        }
    }
}

TEST(Tariff, IntegralIsTheSumOverMillisecondsAndStopsAtTheHorizon) {
    const TariffSlot tariff[3] = {{0, 5}, {50 + 7 * 10, -7}, {-20 - 11 * 20, 11}};
    ProblemView p{};
    set_slots(p, 10);
    p.slot_count = 3;
    p.horizon_ms = 30;
    std::int64_t sum = 0;
    for (std::int64_t t = 0; t <= 30; ++t) {
        EXPECT_EQ(rate_integral(p, tariff, t), sum);
        sum += t < 10 ? 5 : t < 20 ? -7 : 11;
    }
    EXPECT_EQ(rate_integral(p, tariff, 1000), rate_integral(p, tariff, 30));
}

TEST(Draw, DependsOnEveryPartOfTheAddressAndOnNothingElse) {
    const Draw a = draw(1, Purpose::Mutation, 2, 3, 4);
    EXPECT_EQ(a.word[0], draw(1, Purpose::Mutation, 2, 3, 4).word[0]);
    EXPECT_NE(a.word[0], draw(2, Purpose::Mutation, 2, 3, 4).word[0]);
    EXPECT_NE(a.word[0], draw(1LL << 40, Purpose::Mutation, 2, 3, 4).word[0]);
    EXPECT_NE(a.word[0], draw(1, Purpose::Coin, 2, 3, 4).word[0]);
    EXPECT_NE(a.word[0], draw(1, Purpose::Mutation, 5, 3, 4).word[0]);
    EXPECT_NE(a.word[0], draw(1, Purpose::Mutation, 2, 5, 4).word[0]);
    EXPECT_NE(a.word[0], draw(1, Purpose::Mutation, 2, 3, 5).word[0]);
}

}  // namespace
}  // namespace nightwatt
