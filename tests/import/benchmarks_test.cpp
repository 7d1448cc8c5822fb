#include <cmath>

#include "instance/check.hpp"
#include "io/import/energy_hcsp.hpp"
#include "io/import/gap.hpp"
#include "io/import/hcsp.hpp"
#include "io/import/twct.hpp"
#include "io/import/wt.hpp"
#include "tests/import/scratch_files.hpp"

namespace nightwatt {
namespace {

using Benchmarks = testing::ScratchFiles;

TEST_F(Benchmarks, HcspIsOneClassPerServerAndOneMachineEach) {
    const Instance instance = import_hcsp(file("u_i.0", "3 2 0\n1.5\n2\n3\n4\n0.5\n6\n"));
    EXPECT_EQ(check(instance), std::vector<std::string>{});
    EXPECT_EQ(instance.tasks.size(), 3u);
    EXPECT_EQ(instance.servers.size(), 2u);
    EXPECT_EQ(instance.classes.size(), 2u);
    EXPECT_EQ(instance.resources, std::vector<std::string>{"machine"});
    EXPECT_EQ(instance.tasks.need[0], (std::vector<std::uint32_t>{1, 1, 1}));
    EXPECT_EQ(instance.servers.capacity[0], (std::vector<std::uint32_t>{1, 1}));
    EXPECT_EQ(instance.servers.class_index, (std::vector<std::int32_t>{0, 1}));
    EXPECT_EQ(instance.runtimes.task, (std::vector<std::int32_t>{0, 0, 1, 1, 2, 2}));
    EXPECT_EQ(instance.runtimes.class_index, (std::vector<std::int32_t>{0, 1, 0, 1, 0, 1}));
    EXPECT_EQ(instance.runtimes.runtime_s, (std::vector<double>{1.5, 2, 3, 4, 0.5, 6}));
    EXPECT_EQ(instance.slots(), 1u);
    EXPECT_EQ(instance.series.price_per_kwh, std::vector<double>{0});
    EXPECT_EQ(instance.benchmark.name, "hcsp u_i.0");
    EXPECT_EQ(instance.benchmark.objective, "makespan");
}

TEST_F(Benchmarks, HcspHorizonHoldsEveryTaskOnTheSlowestServer) {
    const Instance instance = import_hcsp(file("etc", "3 2\n1.5\n2\n3\n4\n0.5\n6\n"));
    EXPECT_EQ(instance.horizon_s, 12);  // 2 + 4 + 6 on m1, 5 on m0
    EXPECT_EQ(instance.slot_s, 12);
}

TEST_F(Benchmarks, HcspUnitOfMakespanCostsOneUnitOfMoney) {
    const Instance instance = import_hcsp(file("etc", "2 1\n100\n200\n"));
    EXPECT_EQ(instance.makespan_weight_per_h, 3600);  // 1 unit = 1 s
    EXPECT_EQ(instance.benchmark.scale, 1);
}

TEST_F(Benchmarks, HcspTakesAFinerUnitWhereMillisecondsWouldRound) {
    const Instance instance = import_hcsp(file("etc", "2 1\n0.000125\n3\n"));
    EXPECT_EQ(instance.runtimes.runtime_s, (std::vector<double>{0.125, 3000}));  // 1 unit = 1000 s
    EXPECT_EQ(instance.benchmark.scale, 0.001);
    EXPECT_EQ(instance.makespan_weight_per_h, 3.6);
    EXPECT_NE(instance.benchmark.formula.find("every runtime is exact"), std::string::npos);
}

TEST_F(Benchmarks, HcspTakesACoarserUnitWhereSecondsDoNotFitAndSaysWhatItLost) {
    const Instance instance = import_hcsp(file("etc", "2 1\n9920410.25\n0.004\n"));
    EXPECT_EQ(instance.benchmark.scale, 10);                // 1 unit = 0.1 s
    EXPECT_EQ(instance.runtimes.runtime_s[0], 992041.025);  // exact
    EXPECT_EQ(instance.runtimes.runtime_s[1], 0.001);       // 0.4 ms becomes 1 ms: 0.01 units
    EXPECT_NE(instance.benchmark.formula.find("at most 0.006 units"), std::string::npos)
        << instance.benchmark.formula;
}

TEST_F(Benchmarks, HcspRuntimeOfZeroTakesOneMillisecond) {
    const Instance instance = import_hcsp(file("etc", "2 1\n0.00\n1.00\n"));
    EXPECT_EQ(instance.runtimes.runtime_s, (std::vector<double>{0.001, 1}));
    EXPECT_EQ(check(instance), std::vector<std::string>{});
}

TEST_F(Benchmarks, HcspMoneyStaysCountableOverALongHorizon) {
    std::string text = "1000 1\n";
    for (int j = 0; j < 1000; ++j) text += "4000000\n";
    const Instance instance = import_hcsp(file("etc", text));
    EXPECT_EQ(instance.benchmark.scale, 100);          // 1 unit = 0.01 s: ten years must do
    EXPECT_EQ(instance.makespan_weight_per_h, 36000);  // 4e9 units at most: 0.1 money each
}

TEST_F(Benchmarks, GapTurnsCostIntoEnergyAndCapacityIntoClosingTime) {
    // Costs 17 21 / 23 16, resource use 8 15 / 22 11, capacities 30 and 20.
    const Instance instance =
        import_gap(file("g", " 2 2\n 17 21\n 23 16\n 8 15\n 22 11\n 30 20\n"));
    EXPECT_EQ(check(instance), std::vector<std::string>{});
    EXPECT_EQ(instance.servers.close_s, (std::vector<double>{30, 20}));
    EXPECT_EQ(instance.horizon_s, 30);
    // Job 1 needs 22 of the 20 of agent 2: it may not run there.
    EXPECT_EQ(instance.runtimes.task, (std::vector<std::int32_t>{0, 1, 1}));
    EXPECT_EQ(instance.runtimes.class_index, (std::vector<std::int32_t>{0, 0, 1}));
    EXPECT_EQ(instance.runtimes.runtime_s, (std::vector<double>{8, 15, 11}));
    const std::vector<double> cost{17, 21, 16};
    for (std::size_t row = 0; row < cost.size(); ++row) {
        const double energy_kwh =
            instance.runtimes.power_w[row] * instance.runtimes.runtime_s[row] / 3.6e6;
        EXPECT_NEAR(energy_kwh * instance.series.price_per_kwh[0], cost[row], 1e-6);
        EXPECT_LT(instance.runtimes.power_w[row] * 1000, 4294967296.0);
    }
    EXPECT_EQ(instance.benchmark.objective, "cost");
    EXPECT_EQ(instance.makespan_weight_per_h, 0);
}

TEST_F(Benchmarks, TwctIsTardinessWithEveryDeadlineAtZero) {
    const Instance instance = import_twct(file("4_2", "2 3\n5 6 7\n1 2 3\n4 5 6\n"));
    EXPECT_EQ(check(instance), std::vector<std::string>{});
    EXPECT_EQ(instance.tasks.deadline_s, (std::vector<double>{0, 0, 0}));
    EXPECT_EQ(instance.tasks.tardiness_weight_per_h, (std::vector<double>{18000, 21600, 25200}));
    EXPECT_EQ(instance.runtimes.runtime_s, (std::vector<double>{1, 4, 2, 5, 3, 6}));
    EXPECT_EQ(instance.horizon_s, 15);
    EXPECT_EQ(instance.benchmark.scale, 1);
}

TEST_F(Benchmarks, WtTakesTheInstanceOfTheIndex) {
    // Two instances of two tasks: runtimes, weights, due dates.
    const std::string path = file("wt2", "26 24 1 10 50 20\n5 6 2 3 8 9\n");
    const Instance instance = import_wt(path, {.index = 2, .tasks = 2});
    EXPECT_EQ(check(instance), std::vector<std::string>{});
    EXPECT_EQ(instance.servers.size(), 1u);
    EXPECT_EQ(instance.runtimes.runtime_s, (std::vector<double>{5, 6}));
    EXPECT_EQ(instance.tasks.tardiness_weight_per_h, (std::vector<double>{7200, 10800}));
    EXPECT_EQ(instance.tasks.deadline_s, (std::vector<double>{8, 9}));
    EXPECT_EQ(instance.horizon_s, 11);
    EXPECT_EQ(instance.benchmark.name, "wt wt2 index 2");
}

TEST_F(Benchmarks, WtReadsTheNumberOfTasksFromTheLengthOfALibraryFile) {
    std::string text;
    for (int k = 0; k < 125; ++k) text += "1 2 3 4 5 6\n";
    EXPECT_EQ(import_wt(file("wt", text), {.index = 125}).tasks.size(), 2u);
}

TEST_F(Benchmarks, EnergyHcspSplitsPowerIntoDynamicAndAPriceOnTheMakespan) {
    // Speeds 2 and 0.5; times 10 / 2 and 3 / 0.5.
    const Instance instance = import_energy_hcsp(
        file("scenario", "4 8000 60 100\n2 1000 30.5 90\n"), file("etc", "1 2\n10\n3\n"));
    EXPECT_EQ(check(instance), std::vector<std::string>{});
    EXPECT_EQ(instance.runtimes.runtime_s, (std::vector<double>{5, 6}));
    EXPECT_EQ(instance.runtimes.power_w, (std::vector<double>{40, 59.5}));
    EXPECT_EQ(instance.servers.idle_w, (std::vector<double>{0, 0}));
    EXPECT_DOUBLE_EQ(instance.makespan_weight_per_h, 0.0905);
    EXPECT_EQ(instance.benchmark.scale, 3.6e6);
    // On the second server: 6 * 59.5 + 6 * 90.5 = 900 = 6 * 90 + 6 * 60, as published.
    const double cost = 6 * 59.5 / 3.6e6 + 6.0 / 3600 * instance.makespan_weight_per_h;
    EXPECT_NEAR(cost * instance.benchmark.scale, 900, 1e-9);
}

}  // namespace
}  // namespace nightwatt
