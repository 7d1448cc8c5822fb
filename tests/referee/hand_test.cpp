#include <gtest/gtest.h>

#include <cctype>
#include <cmath>
#include <ostream>
#include <string>

#include "hand/hand_instances.hpp"
#include "instance/account_fields.hpp"
#include "referee/referee.hpp"

namespace nightwatt {

namespace hand {
void PrintTo(const HandCase& hand_case, std::ostream* out) {
    *out << hand_case.name;
}
}  // namespace hand

namespace {

class HandCases : public testing::TestWithParam<hand::HandCase> {};

TEST_P(HandCases, AccountIsTheOneComputedByHand) {
    const hand::HandCase& hand_case = GetParam();
    Audit found = audit(hand_case.instance, hand_case.plan);
    Totals expected = hand_case.expected;
    visit_totals(expected, [&](const Column& column, auto& wanted) {
        visit_totals(found.account.totals, [&](const Column& other, auto& got) {
            if (column.name != other.name) return;
            EXPECT_NEAR(static_cast<double>(got), static_cast<double>(wanted),
                        1e-12 * (1 + std::abs(static_cast<double>(wanted))))
                << column.name;
        });
    });
}

TEST_P(HandCases, OnlyTheNamedConstraintIsBroken) {
    const hand::HandCase& hand_case = GetParam();
    const Audit found = audit(hand_case.instance, hand_case.plan);
    if (hand_case.broken.empty()) {
        EXPECT_EQ(found.violations, std::vector<std::string>{});
        return;
    }
    ASSERT_EQ(found.violations.size(), 1u);
    EXPECT_EQ(found.violations.front().rfind(hand_case.broken + ":", 0), 0u)
        << found.violations.front();
}

TEST_P(HandCases, RoundingMovesSmallInstancesByLessThanAMillionth) {
    const Audit found = audit(GetParam().instance, GetParam().plan);
    EXPECT_GT(found.allowed_difference, 0);
    EXPECT_LT(found.allowed_difference, 1e-6) << found.allowed_reason;
}

TEST_P(HandCases, SiteSlotsAndTasksAddUpToTheTotals) {
    const Audit found = audit(GetParam().instance, GetParam().plan);
    const Totals& totals = found.account.totals;
    const double slot_h = GetParam().instance.slot_s / 3600;
    double energy_kwh = 0;
    double cost = 0;
    double renewable_kwh = 0;
    for (const SiteSlot& slot : found.account.site_slots) {
        energy_kwh += slot.power_w / 1e3 * slot_h;
        renewable_kwh += slot.renewable_w / 1e3 * slot_h;
        cost += slot.cost;
    }
    EXPECT_NEAR(energy_kwh, totals.energy_kwh, 1e-12);
    EXPECT_NEAR(renewable_kwh, totals.renewable_kwh, 1e-12);
    EXPECT_NEAR(cost, totals.energy_cost + totals.soft_cap_cost - totals.heat_credit, 1e-12);
    double tardiness = 0;
    double transfer = 0;
    for (const TaskAccount& task : found.account.tasks) {
        tardiness += task.tardiness_cost;
        transfer += task.transfer_cost;
    }
    EXPECT_NEAR(tardiness, totals.tardiness_cost, 1e-12);
    EXPECT_NEAR(transfer, totals.transfer_cost, 1e-12);
}

/// GoogleTest takes letters and digits alone.
std::string test_name(const testing::TestParamInfo<hand::HandCase>& tested) {
    std::string name = tested.param.name;
    for (char& c : name) {
        if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
    }
    return name;
}

INSTANTIATE_TEST_SUITE_P(Referee, HandCases, testing::ValuesIn(hand::hand_cases()), test_name);

}  // namespace
}  // namespace nightwatt
