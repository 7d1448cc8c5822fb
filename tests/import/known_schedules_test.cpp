#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <functional>

#include "io/import/energy_hcsp.hpp"
#include "io/import/gap.hpp"
#include "io/import/hcsp.hpp"
#include "io/import/number_reader.hpp"
#include "io/import/schedule_csv.hpp"
#include "io/import/text_file.hpp"
#include "io/import/twct.hpp"
#include "io/import/wt.hpp"
#include "kernels/units.hpp"
#include "problem/decode.hpp"
#include "referee/referee.hpp"

namespace nightwatt {
namespace {

const std::string benchmarks = NIGHTWATT_DATA "/benchmarks/";
const std::string schedules = NIGHTWATT_SOURCE "/tests/data/schedules/";

/// Imports a known schedule, executes it with the exact integers and has the referee recompute it.
class KnownSchedules : public ::testing::Test {
  protected:
    void SetUp() override {
        if (!std::filesystem::exists(benchmarks)) GTEST_SKIP() << "no " << benchmarks;
    }

    /// Value of the schedule by the planner; the referee must find it sound and agree.
    static double value(const Instance& instance, Plan schedule) {
        const DecodedPlan decoded = decode(Problem(instance), std::move(schedule));
        const Audit found = audit(instance, decoded.plan);
        EXPECT_EQ(found.violations, std::vector<std::string>{}) << instance.benchmark.name;
        const double cost = static_cast<double>(decoded.score.cost_nano) / nano_per_money;
        EXPECT_NEAR(found.account.totals.cost, cost, found.allowed_difference);
        const bool by_makespan = instance.benchmark.objective == "makespan";
        return instance.benchmark.scale * (by_makespan ? found.account.totals.makespan_s : cost);
    }
    static double value(const Instance& instance, const std::string& schedule_file) {
        return value(instance, import_schedule(schedule_file, instance));
    }
};

TEST_F(KnownSchedules, TwctIsExact) {
    const auto found = [](const std::string& name) {
        return value(import_twct(benchmarks + "twct/" + name + ".txt"),
                     schedules + "twct_" + name + ".csv");
    };
    EXPECT_EQ(found("4_40_1"), 33772);
    EXPECT_EQ(found("4_40_2"), 23675);
    EXPECT_EQ(found("4_40_4"), 44832);
    EXPECT_EQ(found("8_60_1"), 21190);
}

TEST_F(KnownSchedules, WtIsExact) {
    NumberReader optimum(benchmarks + "wt/wtopt40.txt", read_text(benchmarks + "wt/wtopt40.txt"));
    const std::vector<double> optima = optimum.numbers(125, "optimum", 0);
    for (const int index : {1, 2, 11, 26, 27, 53, 82, 101, 125}) {
        const Instance instance = import_wt(benchmarks + "wt/wt40.txt", {.index = index});
        EXPECT_EQ(value(instance, fmt::format("{}wt40_{}.csv", schedules, index)),
                  optima[static_cast<std::size_t>(index - 1)])
            << index;
    }
}

TEST_F(KnownSchedules, GapIsExactToTheRoundingOfPower) {
    const auto expect = [](const std::string& name, double cost) {
        EXPECT_NEAR(
            value(import_gap(benchmarks + "gap/" + name), schedules + "gap_" + name + ".sol"), cost,
            2e-3)
            << name;
    };
    expect("a05100", 1698);
    expect("a10100", 1360);
    expect("a20100", 1158);
    expect("b05100", 1843);
    expect("c05100", 1931);
    expect("c20100", 1243);
    expect("d05100", 6358);
}

TEST_F(KnownSchedules, GapBeyondCapacityBreaksTheWindow) {
    const Instance instance = import_gap(benchmarks + "gap/a05100");
    Plan all_on_one = import_schedule(schedules + "gap_a05100.sol", instance);
    for (std::size_t j = 0; j < all_on_one.size(); ++j) {
        all_on_one.server[j] = 0;
        all_on_one.position[j] = static_cast<std::int32_t>(j);
    }
    const DecodedPlan decoded = decode(Problem(instance), all_on_one);
    EXPECT_GT(decoded.score.violation, 0);
    EXPECT_FALSE(audit(instance, decoded.plan).violations.empty());
}

TEST_F(KnownSchedules, HcspMakespanIsThePublishedOne) {
    const auto found = [](const std::string& instance, const std::string& schedule) {
        const std::string folder = benchmarks + "hcsp/";
        return value(import_hcsp(folder + instance), folder + schedule);
    };
    EXPECT_NEAR(found("512x16/u_c_hihi.0", "512x16/u_c_hihi.0_MS_7358942,8.sol"), 7358942.75,
                0.005);
    EXPECT_NEAR(found("512x16/u_c_lolo.0", "512x16/u_c_lolo.0_MS_5135,7.sol"), 5135.70, 0.005);
    EXPECT_NEAR(found("1024x32/A.u_c_hihi", "1024x32/A.u_c_hihi_CPR_19517000,9.sol"), 19517000.91,
                0.005);
    EXPECT_NEAR(found("1024x32/A.u_i_lolo", "1024x32/A.u_i_lolo_CPR_49,4.sol"), 49.43, 0.005);
}

/// Every task in turn on the server on which it ends first.
Plan earliest_completion(const EtcMatrix& matrix, const std::vector<double>& speed) {
    Plan plan;
    plan.resize(matrix.tasks);
    std::vector<double> load(matrix.servers, 0);
    for (std::size_t j = 0; j < matrix.tasks; ++j) {
        const auto end = [&](std::size_t i) {
            return load[i] + matrix.etc[j * matrix.servers + i] / speed[i];
        };
        std::size_t best = 0;
        for (std::size_t i = 1; i < matrix.servers; ++i) best = end(i) < end(best) ? i : best;
        load[best] = end(best);
        plan.server[j] = static_cast<std::int32_t>(best);
        plan.position[j] = static_cast<std::int32_t>(j);
    }
    return plan;
}

TEST_F(KnownSchedules, EnergyHcspIsTheFormulaOfThePaper) {
    for (const char* number : {"3", "11"}) {
        for (const char* name : {"u_c_hihi.0", "u_c_lolo.0", "u_i_hihi.0", "u_s_lohi.0"}) {
            const std::string scenario = benchmarks + "energy_hcsp/scenario." + number;
            const std::string etc = benchmarks + "hcsp/512x16/" + name;
            NumberReader reader(scenario, read_text(scenario));
            std::vector<double> speed;
            std::vector<double> idle_w;
            std::vector<double> full_w;
            while (!reader.at_end()) {
                const double cores = reader.number("cores");
                speed.push_back(reader.number("ssj_ops") / (cores * 1000));
                idle_w.push_back(reader.number("idle"));
                full_w.push_back(reader.number("full"));
            }
            const EtcMatrix matrix = read_etc(etc);
            const Plan plan = earliest_completion(matrix, speed);
            std::vector<double> load(matrix.servers, 0);
            for (std::size_t j = 0; j < matrix.tasks; ++j) {
                const auto i = static_cast<std::size_t>(plan.server[j]);
                load[i] += matrix.etc[j * matrix.servers + i] / speed[i];
            }
            const double makespan = *std::max_element(load.begin(), load.end());
            double energy_j = 0;
            for (std::size_t i = 0; i < matrix.servers; ++i) {
                energy_j += load[i] * full_w[i] + (makespan - load[i]) * idle_w[i];
            }
            EXPECT_NEAR(value(import_energy_hcsp(scenario, etc), plan), energy_j, 1e-7 * energy_j)
                << number << " " << name;
        }
    }
}

}  // namespace
}  // namespace nightwatt
