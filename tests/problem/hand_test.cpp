#include <gtest/gtest.h>

#include <cctype>
#include <cmath>
#include <string>

#include "hand/hand_instances.hpp"
#include "kernels/units.hpp"
#include "problem/decode.hpp"

namespace nightwatt {
namespace {

class HandComputed : public testing::TestWithParam<hand::HandCase> {};

TEST_P(HandComputed, ExactCostIsTheOneComputedByHand) {
    const hand::HandCase& c = GetParam();
    const Problem problem(c.instance);
    const DecodedPlan decoded = decode(problem, c.plan);
    if (!c.broken.empty()) {
        EXPECT_GT(decoded.score.violation, 0) << c.broken;
        return;
    }
    EXPECT_EQ(decoded.score.violation, 0);
    EXPECT_NEAR(static_cast<double>(decoded.score.cost_nano) / nano_per_money, c.expected.cost,
                1e-8 + 1e-8 * std::abs(c.expected.cost));
}

TEST_P(HandComputed, DecoderFindsTheStartsAndSleepsComputedByHand) {
    const hand::HandCase& c = GetParam();
    const Plan plan = decode(Problem(c.instance), c.plan).plan;
    EXPECT_EQ(plan.start_ms, c.plan.start_ms);
    EXPECT_EQ(plan.end_ms, c.plan.end_ms);
    EXPECT_EQ(plan.position, c.plan.position);
    EXPECT_EQ(plan.sleeps, c.plan.sleeps);
}

INSTANTIATE_TEST_SUITE_P(All, HandComputed, testing::ValuesIn(hand::hand_cases()),
                         [](const auto& tested) {
                             std::string name = tested.param.name;
                             for (char& c : name) {
                                 if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
                             }
                             return name;
                         });

}  // namespace
}  // namespace nightwatt
