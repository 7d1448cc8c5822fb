#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "hand/hand_builder.hpp"
#include "hand/hand_instances.hpp"
#include "kernels/units.hpp"
#include "pareto/front_steps.hpp"
#include "pareto/variants.hpp"
#include "problem/decode.hpp"
#include "problem/random_instance.hpp"

namespace nightwatt {
namespace {

FrontPoint point(std::int64_t tardiness, std::int64_t energy) {
    return {.energy_nano = energy, .tardiness_nano = tardiness, .makespan_ms = 0, .plan = {}};
}

TEST(Front, KeepsExactlyThePointsThatNoOtherDominates) {
    std::mt19937_64 dice(7);
    for (int round = 0; round < 200; ++round) {
        Front front(FrontObjectives::EnergyTardiness);
        std::vector<FrontPoint> all;
        for (int i = 0; i < 30; ++i) {
            all.push_back(point(static_cast<std::int64_t>(dice() % 12),
                                static_cast<std::int64_t>(dice() % 12)));
            front.add(all.back());
        }
        const auto dominated = [&](const FrontPoint& p) {
            return std::any_of(all.begin(), all.end(), [&](const FrontPoint& q) {
                return q.tardiness_nano <= p.tardiness_nano && q.energy_nano <= p.energy_nano &&
                       (q.tardiness_nano < p.tardiness_nano || q.energy_nano < p.energy_nano);
            });
        };
        for (const FrontPoint& p : all) {
            const bool kept =
                std::any_of(front.points().begin(), front.points().end(), [&](const FrontPoint& q) {
                    return q.tardiness_nano == p.tardiness_nano && q.energy_nano == p.energy_nano;
                });
            ASSERT_EQ(kept, !dominated(p));
        }
        for (std::size_t i = 0; i + 1 < front.points().size(); ++i) {
            ASSERT_LT(front.other(i), front.other(i + 1));
            ASSERT_GT(front.points()[i].energy_nano, front.points()[i + 1].energy_nano);
        }
    }
}

TEST(Front, APointThatAddsNothingIsRefused) {
    Front front(FrontObjectives::EnergyTardiness);
    EXPECT_TRUE(front.add(point(2, 5)));
    EXPECT_FALSE(front.add(point(2, 5)));
    EXPECT_FALSE(front.add(point(3, 5)));
    EXPECT_FALSE(front.add(point(2, 6)));
    EXPECT_TRUE(front.add(point(1, 6)));
    EXPECT_TRUE(front.add(point(1, 4)));
    EXPECT_EQ(front.points().size(), 1u);
}

TEST(Front, PointsThatOnlyRoundingTellsApartAreOne) {
    Front front(FrontObjectives::EnergyTardiness);
    for (const auto& [tardiness, energy] : {std::pair{0, 1000},
                                            {200, 990},
                                            {400, 980},
                                            {600, 500},
                                            {604, 300},
                                            {900, 299},
                                            {1200, 285}}) {
        front.add(point(tardiness, energy));
    }
    ASSERT_EQ(front.points().size(), 7u);
    const auto points = [](const Front& one) {
        std::vector<std::pair<std::int64_t, std::int64_t>> all;
        for (const FrontPoint& p : one.points()) all.emplace_back(p.tardiness_nano, p.energy_nano);
        return all;
    };
    using Points = std::vector<std::pair<std::int64_t, std::int64_t>>;
    // 990 gains too little against 1000, 980 not; 600 gains too little against 604.
    EXPECT_EQ(points(front.told_apart(10, 4)),
              (Points{{0, 1000}, {400, 980}, {604, 300}, {1200, 285}}));
    EXPECT_EQ(points(front.told_apart(0, 0)), points(front));
}

TEST(Front, HypervolumeIsTheAreaUpToItsReference) {
    Front front(FrontObjectives::EnergyTardiness);
    front.add(point(0, 100));
    front.add(point(50, 40));
    front.add(point(100, 0));
    const Hypervolume volume = hypervolume(front);
    EXPECT_DOUBLE_EQ(volume.other, 110);
    EXPECT_DOUBLE_EQ(volume.energy, 110);
    EXPECT_DOUBLE_EQ(volume.area, 50 * 10 + 50 * 70 + 10 * 110);
}

TEST(Front, SplitsACostWithoutLosingABillionth) {
    const Instance instance = random_instance(3, {.tasks = 12, .servers = 6});
    const Problem problem(instance);
    const DecodedPlan decoded = decode(problem, random_genes(problem, 3));
    const FrontPoint found = front_point(problem, decoded);
    EXPECT_EQ(found.energy_nano + found.tardiness_nano, decoded.score.cost_nano);
    EXPECT_GT(found.tardiness_nano, 0);
    // Without a price on tardiness the same plan costs its energy.
    const Problem free(with_tardiness_weight(instance, 0));
    EXPECT_EQ(decode(free, decoded.plan).score.cost_nano, found.energy_nano);
}

TEST(FrontSteps, WeightMakesNeighboursCostTheSameAndEveryPairIsTriedOnce) {
    Front front(FrontObjectives::EnergyTardiness);
    front.add(point(0, 100));
    front.add(point(10, 60));
    front.add(point(100, 0));
    WeightSteps steps;
    EXPECT_DOUBLE_EQ(steps.next(front).value(), 60.0 / 90.0);  // the larger rectangle first
    EXPECT_DOUBLE_EQ(steps.next(front).value(), 4.0);
    EXPECT_FALSE(steps.next(front));
    EXPECT_EQ(best_for_weight(front, 5).tardiness_nano, 0);
    EXPECT_EQ(best_for_weight(front, 3).tardiness_nano, 10);
    EXPECT_EQ(best_for_weight(front, 0.1).tardiness_nano, 100);
}

TEST(FrontSteps, LimitsHalveWhatIsUnknownUntilNothingIs) {
    Front front(FrontObjectives::EnergyTardiness);
    front.add(point(0, 10));
    front.add(point(8, 0));
    LimitSteps steps;
    EXPECT_EQ(steps.next(front).value(), 4);
    EXPECT_EQ(steps.next(front).value(), 6);  // nothing was found up to 4
    front.add(point(6, 3));
    EXPECT_EQ(steps.next(front).value(), 5);
    EXPECT_EQ(steps.next(front).value(), 7);
    EXPECT_FALSE(steps.next(front));
    EXPECT_EQ(best_within(front, 7).tardiness_nano, 6);
    EXPECT_EQ(best_within(front, 5).tardiness_nano, 0);
}

TEST(FrontVariants, ALimitClosesEveryServerAndNoneLater) {
    Instance instance = random_instance(1, {.tasks = 4, .servers = 3});
    instance.servers.close_s = {none, 100, 90'000};
    const Instance closed = closing_at(instance, 50'000'500);
    EXPECT_EQ(closed.servers.close_s, (std::vector<double>{50'000.5, 100, 50'000.5}));
}

TEST(FrontVariants, TheMakespanAloneCosts) {
    for (const hand::HandCase& one : hand::hand_cases()) {
        if (!one.broken.empty()) continue;
        const Instance instance = with_makespan_alone(one.instance);
        const DecodedPlan decoded = decode(Problem(instance), one.plan);
        const double horizons = one.expected.makespan_s / instance.horizon_s;
        EXPECT_NEAR(static_cast<double>(decoded.score.cost_nano) / nano_per_money, 1e6 * horizons,
                    1e-3)
            << one.name;
    }
}

}  // namespace
}  // namespace nightwatt
