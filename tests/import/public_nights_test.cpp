#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>

#include "config/program_parameters.hpp"
#include "instance/check.hpp"
#include "instance/content_hash.hpp"
#include "io/import/csv_export.hpp"
#include "io/import/csv_import.hpp"
#include "io/import/gaia.hpp"
#include "io/import/openb.hpp"
#include "io/import/swf.hpp"
#include "io/import/trace_instance.hpp"
#include "tests/import/scratch_files.hpp"

namespace nightwatt {
namespace {

using namespace testing;

const std::string data = NIGHTWATT_DATA;
const std::string configs = NIGHTWATT_SOURCE "/configs/";

/// The shipped configurations on the public traces.
class PublicNights : public ScratchFiles {
  protected:
    void SetUp() override {
        if (!std::filesystem::exists(data + "/traces"))
            GTEST_SKIP() << "no public traces in " << data << "; set NIGHTWATT_DATA";
        ScratchFiles::SetUp();
    }

    static ImportParameters parameters(const std::string& config,
                                       std::vector<std::string> assignments = {}) {
        assignments.push_back("paths.series=" + data + "/energy");
        return read_program_parameters(configs + config, set_overrides(assignments)).import;
    }

    static Instance openb(const std::string& config) {
        const NodeList nodes = read_openb_nodes(data + "/traces/openb_node_list_all_node.csv");
        return trace_instance(read_openb_pods(data + "/traces/openb_pod_list_default.csv"), &nodes,
                              parameters(config));
    }
};

/// Share of a resource's capacity over the night that the tasks need at their fastest.
double load(const Instance& instance, std::size_t resource) {
    std::vector<double> fastest(instance.tasks.size(), instance.horizon_s);
    for (std::size_t row = 0; row < instance.runtimes.size(); ++row) {
        double& best = fastest[static_cast<std::size_t>(instance.runtimes.task[row])];
        best = std::min(best, instance.runtimes.runtime_s[row]);
    }
    double need = 0;
    for (std::size_t j = 0; j < instance.tasks.size(); ++j)
        need += fastest[j] * instance.tasks.need[resource][j];
    double capacity = 0;
    for (const std::uint32_t units : instance.servers.capacity[resource]) capacity += units;
    return need / (capacity * instance.horizon_s);
}

TEST_F(PublicNights, OpenbCountsMatchTheTrace) {
    const NodeList nodes = read_openb_nodes(data + "/traces/openb_node_list_all_node.csv");
    EXPECT_EQ(nodes.size(), 1523u);
    EXPECT_EQ(std::count(nodes.model.begin(), nodes.model.end(), "cpu-only"), 310);
    const TraceTasks pods = read_openb_pods(data + "/traces/openb_pod_list_default.csv");
    EXPECT_EQ(pods.size(), 8152u - 897u);
    EXPECT_NE(pods.notes[0].find("897 that never started"), std::string::npos);
    std::vector<double> runtimes = pods.runtime_s;
    std::sort(runtimes.begin(), runtimes.end());
    EXPECT_GT(runtimes.back(), 100 * 86'400.0);
}

TEST_F(PublicNights, OpenbNightIsSoundAndWorthPlanning) {
    const Instance i = openb("openb.toml");
    EXPECT_EQ(check(i), std::vector<std::string>{});
    EXPECT_EQ(i.tasks.size(), 7098u);
    EXPECT_EQ(i.servers.size(), 1523u);
    EXPECT_EQ(i.classes.size(), 7u);
    EXPECT_EQ(i.slots(), 24u);
    const auto [low, high] =
        std::minmax_element(i.series.price_per_kwh.begin(), i.series.price_per_kwh.end());
    EXPECT_LT(*low, 0);
    EXPECT_GT(*high, 0.18);
    const auto with_deadline = std::count_if(i.tasks.deadline_s.begin(), i.tasks.deadline_s.end(),
                                             [](double s) { return !std::isnan(s); });
    EXPECT_NEAR(static_cast<double>(with_deadline) / 7098, 0.5, 0.02);
    // A twentieth of the nodes would do: what is left after services are dropped is a light load.
    EXPECT_LT(load(i, 2), 0.05);
}

TEST_F(PublicNights, OpenbSeriesStandAtTheRightHours) {
    // Files say: 2023-07-04T16:00Z 302.73 g life cycle, 113.46 USD/MWh; local 17:00 at +01:00 25.3
    // degC.
    const Instance i = openb("openb.toml");
    EXPECT_EQ(i.epoch, "2023-07-04T16:00:00Z");
    EXPECT_DOUBLE_EQ(i.series.carbon_g_per_kwh[0], 302.73);
    EXPECT_NEAR(i.series.price_per_kwh[0], 0.113465, 1e-6);
    EXPECT_DOUBLE_EQ(i.series.temperature_c[0], 25.3);
}

TEST_F(PublicNights, OpenbBusyNightUsesAQuarterOfItsServers) {
    const Instance i = openb("openb-busy.toml");
    EXPECT_EQ(check(i), std::vector<std::string>{});
    EXPECT_EQ(i.servers.size(), 65u);
    EXPECT_GT(load(i, 2), 0.2);
    EXPECT_LT(load(i, 2), 0.5);
}

TEST_F(PublicNights, OpenbAtTwoSitesSplitsNodesAndData) {
    const Instance i = openb("openb-two-sites.toml");
    EXPECT_EQ(check(i), std::vector<std::string>{});
    std::map<std::int32_t, int> servers;
    for (const std::int32_t site : i.servers.site) ++servers[site];
    EXPECT_EQ(servers[0] + servers[1], 1523);
    EXPECT_LT(std::abs(servers[0] - servers[1]), 8);
    EXPECT_EQ(i.links.size(), 2u);
    EXPECT_GT(std::count_if(i.tasks.input_bytes.begin(), i.tasks.input_bytes.end(),
                            [](double bytes) { return bytes > 0; }),
              1900);
}

TEST_F(PublicNights, OpenbSurvivesCsv) {
    const Instance i = openb("openb-two-sites.toml");
    std::vector<std::string> paths;
    for (const CsvText& part : export_csv(i)) paths.push_back(file(part.file, part.text));
    EXPECT_EQ(content_hash(import_csv(paths, {})), content_hash(i));
}

TEST_F(PublicNights, NightOutsideTheSeriesNamesTheMissingMoment) {
    const ImportParameters p = parameters("gaia.toml", {"night.start=2023-12-31T18:00:00+01:00"});
    const std::string message = message_of([&] {
        (void)trace_instance(import_gaia(data + "/traces/gaia_pai_1k.csv", GaiaTime::Seconds),
                             nullptr, p);
    });
    EXPECT_NE(message.find("DE-LU_price_2023.csv: no price at 2024-01-01T00:00:00Z"),
              std::string::npos)
        << message;
    EXPECT_NE(message.find("DE-LU_weather_2023.json: no temperature at 2023-12-31T23:00:00Z"),
              std::string::npos)
        << message;
}

TEST_F(PublicNights, GaiaAndSwfNightsAreSound) {
    const Instance gaia =
        trace_instance(import_gaia(data + "/traces/gaia_pai_1k.csv", GaiaTime::Seconds), nullptr,
                       parameters("gaia.toml"));
    EXPECT_EQ(check(gaia), std::vector<std::string>{});
    EXPECT_EQ(gaia.tasks.size(), 953u);
    EXPECT_GT(load(gaia, 0), 0.3);
    const Instance swf = trace_instance(import_swf(data + "/traces/hpc2n_excerpt.swf"), nullptr,
                                        parameters("swf.toml"));
    EXPECT_EQ(check(swf), std::vector<std::string>{});
    EXPECT_EQ(swf.tasks.size(), 162u);
}

TEST_F(PublicNights, SeriesFolderIsTheConfigurationsOwnUnlessSet) {
    EXPECT_EQ(read_program_parameters(configs + "openb.toml", {}).import.series_folder, configs);
    EXPECT_EQ(
        read_program_parameters(configs + "openb.toml", {{"paths.series=x"}}).import.series_folder,
        "x");
}

}  // namespace
}  // namespace nightwatt
