#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <iterator>

#include "errors.hpp"
#include "io/hdf5_reader.hpp"
#include "io/history_file.hpp"
#include "io/import/history/history_grid.hpp"
#include "io/import/history/measured_files.hpp"
#include "tests/forecast/sample_jobs.hpp"
#include "tests/fuzz/mutation.hpp"
#include "tests/io/scratch_folder.hpp"

namespace nightwatt {
namespace {

constexpr std::uint64_t mutations = 300;
constexpr std::uint64_t object_mutations = 100;  // some write millions of values

std::string content_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void put(const std::string& path, const std::string& content) {
    std::ofstream(path, std::ios::binary) << content;
}

History sample_history() {
    History history;
    history.series.push_back({"site", "here", "price_per_kwh", "", 0, 3600, {1, std::nan(""), 3}});
    history.series.push_back({"server", "n1", "power_w", "W", 900, 900, {4, 5, 6, 7, 8}});
    add(history.jobs, {100, 50.5, "ann", 600, 2, "fast", 12});
    add(history.jobs, {-3, 1, "", std::nan(""), 0});
    return history;
}

TEST(HistoryFuzz, DamagedHistoryFilesGiveInputErrorsOnly) {
    const ScratchFolder folder;
    const std::string path = folder.file("h.h5");
    write_history(folder.file("good.h5"), sample_history());
    const std::string good = content_of(folder.file("good.h5"));
    std::size_t refused = 0;
    for (std::uint64_t seed = 0; seed < object_mutations; ++seed) {
        put(path, good);
        Dice dice(seed);
        SCOPED_TRACE("seed " + std::to_string(seed) + ": " + mutate_objects(path, dice));
        try {
            const History history = history_of(read_hdf5_here(path, history_request()), path);
            EXPECT_TRUE(check(history).empty());
        } catch (const InputError&) {
            ++refused;
        }
        if (HasFailure()) break;
    }
    EXPECT_GT(refused, object_mutations / 3) << "the damage is too mild";
}

TEST(HistoryFuzz, DamagedMeasurementsGiveInputErrorsOnly) {
    const ScratchFolder folder;
    std::string good = "time,power_w [W],n2/power_w\n";
    for (int hour = 0; hour < 24; ++hour) {
        good += "2025-11-02 " + std::string(hour < 10 ? "0" : "") + std::to_string(hour) + ":00," +
                std::to_string(hour * 1.5) + ",\n";
    }
    const std::string path = folder.file("m.csv");
    std::size_t refused = 0;
    for (std::uint64_t seed = 0; seed < mutations; ++seed) {
        Dice dice(seed);
        put(path, mutated_bytes(good, dice));
        SCOPED_TRACE("seed " + std::to_string(seed));
        for (const bool skip : {false, true}) {
            try {
                GridReport report;
                const auto series =
                    lay_on_grid(read_measured_csv({path, "n1", "server", "us-eastern", skip}),
                                seed % 2 == 0 ? 0 : 7200, report);
                (void)report_lines({report}, series);
                (void)copy_warnings(series);
            } catch (const InputError&) {
                ++refused;
            }
        }
    }
    EXPECT_GT(refused, mutations / 3) << "the damage is too mild";
}

}  // namespace
}  // namespace nightwatt
