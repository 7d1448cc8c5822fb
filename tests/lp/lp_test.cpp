#include <gtest/gtest.h>

#include <filesystem>

#include "errors.hpp"
#include "hand/hand_builder.hpp"
#include "hand/hand_instances.hpp"
#include "io/import/hcsp.hpp"
#include "loads/family_instance.hpp"
#include "lp/lp_plan.hpp"
#include "problem/random_instance.hpp"

namespace nightwatt {
namespace {

using hand::Builder;
using hand::Server;
using hand::Site;
using hand::Task;

class LinearProgrammeTest : public ::testing::Test {
  protected:
    void SetUp() override {
        try {
            require_lp_solver();
        } catch (const UsageError& error) {
            EXPECT_NE(std::string(error.what()).find("coinor-libclp-dev"), std::string::npos);
            GTEST_SKIP() << error.what();
        }
    }

    static LpPlan solved(const Instance& instance, const LpSettings& settings = {}) {
        return lp_plan(Problem(instance), settings, [] { return false; });
    }
    static double cost(const LpPlan& plan) {
        return static_cast<double>(plan.decoded.score.cost_nano) / nano_per_money;
    }
};

/// Two tasks of an hour and 1 kW, one server, two hours that cost 0.5 and 0.1 a kWh.
struct TwoHours {
    Site site{.price_per_kwh = {0.5, 0.1}};
    Server server{};
    Task first{.runs = {{3600, 1000}}};
    Task second{.runs = {{3600, 1000}}};

    [[nodiscard]] Instance instance() const {
        Builder builder(2, 3600);
        builder.add_class().add(site).add(server).add(first).add(second);
        return builder.instance();
    }
};

// One task in each hour: 0.5 + 0.1.
TEST_F(LinearProgrammeTest, TasksShareTheHoursOfAServer) {
    const LpPlan plan = solved(TwoHours{}.instance());
    ASSERT_EQ(plan.status, LpStatus::Optimal);
    EXPECT_NEAR(plan.objective, 0.6, 1e-8);
    EXPECT_NEAR(plan.surplus_h, 0, 1e-8);
    EXPECT_NEAR(cost(plan), 0.6, 1e-8);
    EXPECT_FALSE(plan.relaxes);
}

// 0.6 and a kilowatt of idle power in both hours: 0.6 again.
TEST_F(LinearProgrammeTest, ServersThatAreOnDrawIdlePower) {
    const LpPlan plan = solved(TwoHours{.server = {.idle_w = 1000}}.instance());
    EXPECT_NEAR(plan.objective, 1.2, 1e-8);
    EXPECT_NEAR(cost(plan), 1.2, 1e-8);
}

// Both are due after an hour. The second would pay 10, so the first is an hour late: 0.6 + 0.3.
TEST_F(LinearProgrammeTest, TimeNotMetIsPaidAtTheTardinessWeight) {
    TwoHours night;
    night.first.deadline_s = night.second.deadline_s = 3600;
    night.first.tardiness_weight_per_h = 0.3;
    night.second.tardiness_weight_per_h = 10;
    const LpPlan plan = solved(night.instance());
    EXPECT_NEAR(plan.objective, 0.9, 1e-8);
    EXPECT_NEAR(cost(plan), 0.9, 1e-8);
    EXPECT_EQ(plan.decoded.plan.start_ms, (std::vector<std::int64_t>{3'600'000, 0}));
}

// Both run in the cheap hour, on one server more than there is: 0.1 + 0.1 + 0.01. The plan cannot.
TEST_F(LinearProgrammeTest, SurplusIsTakenWhereItIsCheaperThanWaiting) {
    const LpPlan plan = solved(TwoHours{}.instance(), {.penalty = 0.01});
    EXPECT_NEAR(plan.objective, 0.21, 1e-8);
    EXPECT_NEAR(plan.surplus_h, 1, 1e-8);
    EXPECT_NE(plan.decoded.score.violation, 0);
}

// The sun pays for the first hour: 0 + 0.1.
TEST_F(LinearProgrammeTest, RenewablePowerIsFree) {
    TwoHours night;
    night.site.renewable_w = {1000, 0};
    const LpPlan plan = solved(night.instance());
    EXPECT_NEAR(plan.objective, 0.1, 1e-8);
    EXPECT_NEAR(cost(plan), 0.1, 1e-8);
}

// More sun than the planner's integers hold: as much as one likes.
TEST_F(LinearProgrammeTest, RenewablePowerMayBeUnlimited) {
    TwoHours night;
    night.site.renewable_w = {1e13, 0};
    EXPECT_NEAR(solved(night.instance()).objective, 0.1, 1e-8);
    night.site.renewable_w = {1e13, 1e13};
    EXPECT_NEAR(solved(night.instance()).objective, 0, 1e-8);
}

// Only 0.5 kWh may be drawn in each hour, but two tasks take 2.
TEST_F(LinearProgrammeTest, CapsThatCannotBeKeptLeaveNoSolution) {
    TwoHours night;
    night.site.hard_cap_w = {500, 500};
    EXPECT_EQ(solved(night.instance()).status, LpStatus::Infeasible);
}

// Joined to one period, both tasks may only start at 0, and each takes half of the two hours.
TEST_F(LinearProgrammeTest, PeriodsOfTwoSlotsHaveOneStart) {
    const LpPlan plan = solved(TwoHours{}.instance(), {.period_slots = 2});
    EXPECT_NEAR(plan.objective, 1.0, 1e-8);
}

// Where every task is pinned there is one choice each: the programme costs what the plan does.
TEST_F(LinearProgrammeTest, APinnedNightCostsWhatItsOnlyPlanDoes) {
    int compared = 0;
    for (const hand::HandCase& one : hand::site_cases()) {
        Instance instance = one.instance;
        // A battery does what is cheapest; by hand it also does other things.
        bool comparable = one.broken.empty() && instance.batteries.size() == 0;
        for (std::size_t i = 0; i < instance.servers.size(); ++i) {
            comparable &= instance.servers.idle_w[i] == 0 && instance.servers.wake_j[i] == 0;
        }
        if (!comparable) continue;
        for (std::size_t j = 0; j < instance.tasks.size(); ++j) {
            instance.tasks.pin_server[j] = one.plan.server[j];
            instance.tasks.pin_level[j] = one.plan.level[j];
            instance.tasks.pin_start_s[j] = static_cast<double>(one.plan.start_ms[j]) / 1000;
        }
        const LpPlan plan = solved(instance);
        ASSERT_EQ(plan.status, LpStatus::Optimal) << one.name;
        EXPECT_NEAR(plan.objective, one.expected.cost, 1e-8) << one.name;
        ++compared;
    }
    EXPECT_GE(compared, 5);
}

// A task in each hour, where it must be: what is left to decide is the battery, and the programme
// finds what host/battery does.
TEST_F(LinearProgrammeTest, BatteriesDoWhatIsCheapest) {
    std::uint64_t state = 1;
    const auto between = [&](double low, double high) {
        state = state * 6364136223846793005U + 1442695040888963407U;
        return low + (high - low) * static_cast<double>(state >> 40) / static_cast<double>(1 << 24);
    };
    double saved = 0;
    for (int k = 0; k < 40; ++k) {
        const int hours = 1 + k % 12;
        Builder builder(static_cast<std::size_t>(hours), 3600);
        Site site;
        site.pue_overhead = between(1, 1.4);
        site.peak_price_per_kw = k % 3 == 0 ? between(0.01, 0.3) : 0;
        site.soft_cap_penalty_per_kwh = k % 4 == 0 ? 0.2 : 0;
        site.heat_price_per_kwh = k % 5 == 0 ? 0.05 : 0;
        for (int t = 0; t < hours; ++t) {
            site.price_per_kwh.push_back(between(k % 2 == 0 ? -0.1 : 0, 0.5));
            site.renewable_w.push_back(k % 7 < 3 ? between(0, 1500) : 0);
            site.soft_cap_w.push_back(between(500, 2000));
            site.heat_demand_w.push_back(400);
        }
        builder.add_class().add(site).add(Server{});
        for (int t = 0; t < hours; ++t) builder.add(Task{.runs = {{3600, between(100, 2000)}}});
        Instance instance = builder.instance();
        for (std::size_t t = 0; t < instance.tasks.size(); ++t) {
            instance.tasks.pin_start_s[t] = 3600.0 * static_cast<double>(t);
        }
        const double without = solved(instance).objective;
        BatteryTable& table = instance.batteries;
        table.site = {0};
        table.capacity_wh = {between(300, 4000)};
        table.charge_w = {between(0, 1500)};
        table.discharge_w = {between(0, 1500)};
        table.charge_efficiency = {between(0.7, 1)};
        table.discharge_efficiency = {between(0.7, 1)};
        table.start_wh = {between(0, 300)};
        table.end_wh = {k % 2 == 0 ? table.start_wh[0] : 0};
        const LpPlan plan = solved(instance);
        ASSERT_EQ(plan.status, LpStatus::Optimal) << k;
        EXPECT_NEAR(plan.objective, cost(plan), 2e-5) << k;
        saved += without - plan.objective;
    }
    EXPECT_GT(saved, 1);
}

// Three tasks of an hour on two servers, an hour of makespan costs 1: halves make 1.5, wholes 2.
TEST_F(LinearProgrammeTest, LoadsAreSharedEvenly) {
    Builder builder(6, 3600);
    builder.add_class().add_class().add(Site{.price_per_kwh = {0}});
    builder.add(Server{}).add(Server{.class_index = 1});
    for (int j = 0; j < 3; ++j) builder.add(Task{.runs = {{3600, 0, 0}, {3600, 0, 1}}});
    Instance instance = builder.instance();
    instance.makespan_weight_per_h = 1;
    const LpPlan plan = solved(instance);
    EXPECT_TRUE(plan.relaxes);
    EXPECT_NEAR(plan.objective, 1.5, 1e-8);
    EXPECT_NEAR(cost(plan), 2.0, 1e-8);
}

TEST_F(LinearProgrammeTest, NoPlanOfLoadsCostsLess) {
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        for (FamilyShape shape : family_shapes) {
            shape.tasks = std::min(shape.tasks, 6u);
            shape.servers = std::min(shape.servers, 3u);
            const Problem problem(family_instance(seed, shape));
            if (!problem.view().loads_only) continue;
            const std::int64_t least_nano = least_cost_nano(problem);
            const LpPlan plan = lp_plan(problem, {}, [] { return false; });
            ASSERT_EQ(plan.status, LpStatus::Optimal);
            ASSERT_TRUE(plan.relaxes);
            if (least_nano == INT64_MAX) continue;
            const double least = static_cast<double>(least_nano) / nano_per_money;
            EXPECT_LE(plan.objective, least + 1e-7 * (1 + std::abs(least))) << seed;
        }
    }
}

TEST_F(LinearProgrammeTest, PublishedBoundsOfUnrelatedMachines) {
    const std::string path = NIGHTWATT_DATA "/benchmarks/hcsp/512x16/u_c_hihi.0";
    if (!std::filesystem::exists(path)) GTEST_SKIP() << "no " << path;
    const Instance instance = import_hcsp(path);
    // Benchmark units are the makespan's seconds; a runtime is off by at most half a millisecond.
    const double makespan_h = solved(instance).objective / instance.makespan_weight_per_h;
    EXPECT_NEAR(makespan_h * 3600 * instance.benchmark.scale, 7346524.11, 0.5);
}

TEST_F(LinearProgrammeTest, EverySolutionCanBeRounded) {
    const RandomShape shapes[] = {
        {},
        {.tasks = 1, .servers = 1},
        {.tasks = 30, .servers = 6, .resources = 4, .negative_prices = true, .coupled = true},
        {.tasks = 20, .servers = 4, .transfers = true},
        {.tasks = 20, .servers = 4, .resources = 1, .explicit_runtimes = true, .loads_only = true},
        {.tasks = 20, .servers = 5, .coupled = true, .pinned = true},
    };
    int optimal = 0;
    for (const RandomShape& shape : shapes) {
        for (std::uint64_t seed = 0; seed < 4; ++seed) {
            const LpPlan plan = solved(random_instance(seed, shape), {.period_slots = 2});
            if (plan.status != LpStatus::Optimal) continue;  // caps
            EXPECT_EQ(plan.decoded.plan.server.size(), shape.tasks);
            ++optimal;
        }
    }
    EXPECT_GE(optimal, 16);
}

TEST_F(LinearProgrammeTest, TooManyChoicesAreRefusedWithTheirNumber) {
    // Each task may start at 0 and at the beginning of the second hour.
    EXPECT_NO_THROW((void)solved(TwoHours{}.instance(), {.choices = 4}));
    try {
        (void)solved(TwoHours{}.instance(), {.choices = 3});
        FAIL();
    } catch (const UsageError& error) {
        EXPECT_NE(std::string(error.what()).find("4 choices"), std::string::npos) << error.what();
        EXPECT_NE(std::string(error.what()).find("lp.choices = 3"), std::string::npos);
    }
}

TEST_F(LinearProgrammeTest, StopsWhenAsked) {
    const LpPlan plan =
        lp_plan(Problem(random_instance(1, {.tasks = 60})), {}, [] { return true; });
    EXPECT_EQ(plan.status, LpStatus::Stopped);
}

}  // namespace
}  // namespace nightwatt
