#include "problem/carried_out.hpp"

#include <gtest/gtest.h>

#include "hand/hand_builder.hpp"
#include "instance/check.hpp"
#include "problem/decode.hpp"
#include "referee/referee.hpp"

namespace nightwatt {
namespace {

using hand::Builder;

/// Two tasks of half an hour, one after the other on one server, in a night of two hours at prices
/// of 0.1 and 0.3.
Instance night() {
    Builder builder(2, 3600);
    builder.add_class().add({.price_per_kwh = {0.1, 0.3}}).add(hand::Server{.idle_w = 100});
    for (int k = 0; k < 2; ++k) {
        builder.add({.runs = {{1800, 1000}}, .deadline_s = 3600, .tardiness_weight_per_h = 2});
    }
    return builder.instance();
}

Plan planned(const Instance& instance) {
    Plan genes;
    genes.resize(2);
    genes.position = {0, 1};
    return decode(Problem(instance), genes).plan;
}

TEST(CarriedOut, AsPlannedWhereRuntimesAreAsPlanned) {
    const Plan plan = planned(night());
    EXPECT_EQ(plan_hash(carried_out(night(), plan)), plan_hash(plan));
}

TEST(CarriedOut, LongTasksDelayTheNextAndShortOnesDoNotDrawItForward) {
    const Plan plan = planned(night());
    Instance happened = night();
    happened.runtimes.runtime_s = {600, 1800};
    EXPECT_EQ(carried_out(happened, plan).start_ms, (std::vector<std::int64_t>{0, 1'800'000}));
    happened.runtimes.runtime_s = {2400, 1800};
    const Plan late = carried_out(happened, plan);
    EXPECT_EQ(late.start_ms, (std::vector<std::int64_t>{0, 2'400'000}));
    const Audit found = audit(happened, late);
    EXPECT_TRUE(found.violations.empty());
    EXPECT_EQ(found.account.totals.late_tasks, 1);
    EXPECT_NEAR(found.account.totals.tardiness_cost, 2 * 600 / 3600.0, 1e-9);
}

TEST(CarriedOut, AProlongedNightHoldsWhatEndsAfterIt) {
    Instance happened = prolonged_night(night());
    EXPECT_TRUE(check(happened).empty());
    EXPECT_EQ(happened.slots(), 4u);
    EXPECT_EQ(happened.series.price_per_kwh, (std::vector<double>{0.1, 0.3, 0.3, 0.3}));
    happened.runtimes.runtime_s = {7200, 3600};
    const Plan late = carried_out(happened, planned(night()));
    EXPECT_EQ(late.end_ms[1], 10'800'000);
    const Audit found = audit(happened, late);
    EXPECT_TRUE(found.violations.empty());
    EXPECT_NEAR(found.account.totals.energy_cost, 1.1 * (0.1 + 0.3 + 0.3), 1e-9);
}

TEST(CarriedOut, ServersOfAProlongedNightCloseWithIt) {
    Instance closes_early = night();
    closes_early.servers.close_s = {3600};
    const Plan plan = planned(closes_early);
    Instance happened = prolonged_night(closes_early);
    happened.runtimes.runtime_s = {7200, 5400};
    EXPECT_EQ(carried_out(happened, plan).end_ms[1], 12'600'000);
}

// The battery was to give in an hour that was dear, and whose rate turned out negative.
TEST(CarriedOut, BatteriesGiveAsPlannedWhereTheRateTurnedNegative) {
    Builder builder(2, 3600);
    builder.add_class().add({.price_per_kwh = {0.1, 0.3}}).add(hand::Server{});
    builder.add({.runs = {{5400, 1000}}});
    builder.add(hand::Battery{.charge_w = 500, .discharge_w = 500});
    Plan genes;
    genes.resize(1);
    genes.battery_mw = {500'000, -500'000};
    const Plan plan = decode(Problem(builder.instance()), genes).plan;
    Instance happened = prolonged_night(builder.instance());
    happened.series.price_per_kwh = {0.1, -0.01, -0.01, -0.01};
    happened.runtimes.runtime_s = {5400.5};
    const Plan done = carried_out(happened, plan);
    EXPECT_EQ(done.battery_mw, (std::vector<std::int64_t>{500'000, -500'000, 0, 0}));
    EXPECT_EQ(done.end_ms[0], 5'400'500);
    const Audit found = audit(happened, done, {}, SeriesKind::Happened);
    EXPECT_TRUE(found.violations.empty());
    EXPECT_NEAR(found.account.totals.cost, 1.5 * 0.1 + (0.5 * 5400.5 / 5400 - 0.5) * -0.01, 1e-5);
}

}  // namespace
}  // namespace nightwatt
