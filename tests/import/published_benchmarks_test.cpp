#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <map>
#include <numeric>

#include "instance/check.hpp"
#include "io/import/csv_fields.hpp"
#include "io/import/csv_file.hpp"
#include "io/import/energy_hcsp.hpp"
#include "io/import/gap.hpp"
#include "io/import/hcsp.hpp"
#include "io/import/number_reader.hpp"
#include "io/import/schedule_csv.hpp"
#include "io/import/text_file.hpp"
#include "io/import/twct.hpp"
#include "io/import/wt.hpp"
#include "problem/problem.hpp"

namespace nightwatt {
namespace {

namespace fs = std::filesystem;

/// Every published file, where NIGHTWATT_DATA has them: imported, checked, and proven to fit the
/// planner's integers.
class PublishedBenchmarks : public ::testing::Test {
  protected:
    void SetUp() override {
        if (!fs::exists(folder())) GTEST_SKIP() << "no " << folder();
    }
    static std::string folder() { return NIGHTWATT_DATA "/benchmarks"; }

    static void expect_sound(const Instance& instance) {
        EXPECT_EQ(check(instance), std::vector<std::string>{}) << instance.benchmark.name;
        EXPECT_NO_THROW(Problem{instance}) << instance.benchmark.name;
    }

    /// Files of a folder below the benchmarks, by name; `wanted` picks.
    static std::vector<std::string> files(const std::string& below, auto&& wanted) {
        std::vector<std::string> paths;
        for (const auto& entry : fs::directory_iterator(folder() + below)) {
            if (entry.is_regular_file() && wanted(entry.path().filename().string())) {
                paths.push_back(entry.path().string());
            }
        }
        std::sort(paths.begin(), paths.end());
        return paths;
    }
};

/// Largest sum of runtimes on a server, in benchmark units.
double makespan(const Instance& instance, const Plan& plan) {
    std::vector<double> load_s(instance.servers.size(), 0);
    for (std::size_t row = 0; row < instance.runtimes.size(); ++row) {
        const auto j = static_cast<std::size_t>(instance.runtimes.task[row]);
        if (plan.server[j] == instance.runtimes.class_index[row]) {
            load_s[static_cast<std::size_t>(plan.server[j])] += instance.runtimes.runtime_s[row];
        }
    }
    return *std::max_element(load_s.begin(), load_s.end()) * instance.benchmark.scale;
}

TEST_F(PublishedBenchmarks, HcspSchedulesHaveThePublishedMakespan) {
    const CsvFile known = read_csv(folder() + "/hcsp/known.csv");
    std::map<std::string, double> best;
    for (const auto& row : known.rows) {
        best[row[known.column("instance")]] =
            *parse_number(row[known.column("best_published_makespan(recomputed)")]);
    }
    std::size_t checked = 0;
    for (const char* size : {"/hcsp/512x16", "/hcsp/1024x32"}) {
        for (const std::string& sol :
             files(size, [](const std::string& name) { return name.ends_with(".sol"); })) {
            const std::string stem = sol.substr(0, sol.find_last_of('_'));
            const std::string path = stem.substr(0, stem.find_last_of('_'));
            const Instance instance = import_hcsp(path);
            expect_sound(instance);
            const double found = makespan(instance, import_schedule(sol, instance));
            // known.csv has two decimals.
            EXPECT_NEAR(found, best.at(fs::path(path).filename().string()), 0.00501) << path;
            ++checked;
        }
    }
    EXPECT_EQ(checked, 10u);
}

TEST_F(PublishedBenchmarks, HcspRuntimesAreExactWhereTheFilesHaveTwoDecimals) {
    for (const std::string& path :
         files("/hcsp/1024x32", [](const std::string& name) { return !name.ends_with(".sol"); })) {
        const Instance instance = import_hcsp(path);
        const EtcMatrix matrix = read_etc(path);
        for (std::size_t k = 0; k < matrix.etc.size(); ++k) {
            const double units = instance.runtimes.runtime_s[k] * instance.benchmark.scale;
            // 0.00 becomes a millisecond.
            ASSERT_NEAR(units, matrix.etc[k],
                        matrix.etc[k] == 0 ? 0.001 * instance.benchmark.scale : 1e-9 * units);
        }
    }
}

TEST_F(PublishedBenchmarks, GapCostsComeBackFromEnergyAndPrice) {
    const auto instances =
        files("/gap", [](const std::string& name) { return name != "known.txt"; });
    EXPECT_EQ(instances.size(), 24u);
    for (const std::string& path : instances) {
        const Instance instance = import_gap(path);
        expect_sound(instance);
        double worst = 0;  // distance of any cost from the next whole number
        for (std::size_t row = 0; row < instance.runtimes.size(); ++row) {
            const double cost = instance.runtimes.power_w[row] * instance.runtimes.runtime_s[row] /
                                3.6e6 * instance.series.price_per_kwh[0];
            worst = std::max(worst, std::abs(cost - std::round(cost)));
        }
        EXPECT_LT(worst * static_cast<double>(instance.tasks.size()), 0.01) << path;
    }
}

TEST_F(PublishedBenchmarks, TwctInstancesAreSound) {
    const auto instances =
        files("/twct", [](const std::string& name) { return name.ends_with(".txt"); });
    EXPECT_EQ(instances.size(), 29u);
    for (const std::string& path : instances) expect_sound(import_twct(path));
}

TEST_F(PublishedBenchmarks, WtInstancesAreSoundAndAllOfThemAreThere) {
    for (std::int64_t index = 1; index <= 125; ++index) {
        const Instance instance = import_wt(folder() + "/wt/wt40.txt", {.index = index});
        ASSERT_EQ(instance.tasks.size(), 40u);
        expect_sound(instance);
    }
}

TEST_F(PublishedBenchmarks, EnergyFrontsLieBetweenIdleAndFullPower) {
    // E = Cmax * sum of idle + dynamic energy: at least all idle, at most all at full power. This
    // fixes the unit of the published energies: joules for runtimes in seconds.
    for (const char* scenario : {"3", "11"}) {
        for (const char* name : {"u_c_hihi", "u_c_lolo"}) {
            const std::string stem = folder() + "/energy_hcsp/scenario." + scenario;
            const Instance instance =
                import_energy_hcsp(stem, folder() + "/hcsp/512x16/" + name + ".0");
            expect_sound(instance);
            const double idle_w = instance.makespan_weight_per_h * 1000;
            double full_w = idle_w;
            for (std::size_t i = 0; i < instance.servers.size(); ++i) {
                full_w += instance.runtimes.power_w[i];
            }
            NumberReader front(stem, read_text(stem + ".workload.B." + name + ".fp"));
            while (!front.at_end()) {
                const double units = front.number("makespan");
                const double energy = front.number("energy");
                EXPECT_GT(energy, 0.85 * full_w * units);  // good schedules leave little idle
                EXPECT_LT(energy, full_w * units * (1 + 1e-6));
            }
        }
    }
}

}  // namespace
}  // namespace nightwatt
