#include "generate/quantile_table.hpp"

#include <gtest/gtest.h>

#include <array>

#include "generate/address_random.hpp"

namespace nightwatt {
namespace {

constexpr std::array<Quantile, 3> table = {{{0, 10}, {0.5, 20}, {1, 100}}};

TEST(QuantileTable, LinesJoinThePoints) {
    EXPECT_EQ(value_at(table, 0), 10);
    EXPECT_EQ(value_at(table, 0.25), 15);
    EXPECT_EQ(value_at(table, 0.5), 20);
    EXPECT_EQ(value_at(table, 0.75), 60);
    EXPECT_EQ(value_at(table, 1), 100);
}

TEST(QuantileTable, ProbabilityIsTheInverse) {
    for (const double p : {0.0, 0.125, 0.5, 0.75, 1.0})
        EXPECT_EQ(probability_at(table, value_at(table, p)), p);
    EXPECT_EQ(probability_at(table, 5), 0);
    EXPECT_EQ(probability_at(table, 1000), 1);
}

TEST(AddressRandom, ValuesAreTheSameEverywhere) {
    // A change of these values changes every generated night.
    EXPECT_EQ(uniform_at(1, 2, 3), 0x1.0a6a603f67f54p-3);
    EXPECT_EQ(uniform_at(0, 0, 0), 0x1.0983a45556400p-3);
}

TEST(AddressRandom, EveryPartOfTheAddressMatters) {
    const double here = uniform_at(1, 2, 3, 4);
    EXPECT_NE(here, uniform_at(2, 2, 3, 4));
    EXPECT_NE(here, uniform_at(1, 3, 3, 4));
    EXPECT_NE(here, uniform_at(1, 2, 4, 4));
    EXPECT_NE(here, uniform_at(1, 2, 3, 5));
}

TEST(AddressRandom, ValuesFillTheUnitIntervalEvenly) {
    std::array<int, 10> counts{};
    constexpr int draws = 100'000;
    for (int i = 0; i < draws; ++i)
        ++counts[static_cast<std::size_t>(uniform_at(7, 1, static_cast<std::uint64_t>(i)) * 10)];
    for (const int count : counts) EXPECT_NEAR(count, draws / 10, 500);
}

}  // namespace
}  // namespace nightwatt
