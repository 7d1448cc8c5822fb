#include "io/import/energy_hcsp.hpp"
#include "io/import/gap.hpp"
#include "io/import/hcsp.hpp"
#include "io/import/twct.hpp"
#include "io/import/wt.hpp"
#include "tests/import/scratch_files.hpp"

namespace nightwatt {
namespace {

class BadBenchmarks : public testing::ScratchFiles {
  protected:
    /// Message of import(a file with the text), less the folder.
    template <class Import>
    std::string message(Import&& import, const std::string& text) const {
        const std::string path = file("f", text);
        std::string all = testing::message_of([&] { (void)import(path); });
        for (std::size_t at; (at = all.find(folder() + "/")) != std::string::npos;) {
            all.erase(at, folder().size() + 1);
        }
        return all;
    }
};

TEST_F(BadBenchmarks, MissingFileIsNamedWithTheReason) {
    const std::string all = testing::message_of([] { (void)import_hcsp("/no/such/file"); });
    EXPECT_EQ(all, "/no/such/file: No such file or directory\n");
}

TEST_F(BadBenchmarks, FolderIsNoFile) {
    EXPECT_NE(testing::message_of([&] { (void)import_hcsp(folder()); }), "");
}

TEST_F(BadBenchmarks, ShortEtcSaysHowManyNumbersItHas) {
    EXPECT_EQ(message(import_hcsp, "2 2 0\n1\n2\n3\n"),
              "f:5: the file ends after 3 of 4 numbers (runtime)\n");
}

TEST_F(BadBenchmarks, LongEtcIsRefused) {
    EXPECT_EQ(message(import_hcsp, "1 2 0\n1\n2\n3\n"),
              "f:4: there is more text after 1 x 2 runtimes\n");
}

TEST_F(BadBenchmarks, EmptyFileIsRefused) {
    EXPECT_EQ(message(import_hcsp, ""), "f:1: the file ends where number of tasks should stand\n");
}

TEST_F(BadBenchmarks, WordsAndNegativesAndOverflowsNameTheirLine) {
    EXPECT_EQ(message(import_hcsp, "2 1 0\n1\nx7\n"), "f:3: 'x7' is not a number (runtime)\n");
    EXPECT_EQ(message(import_hcsp, "2 1 0\n1\n-7\n"),
              "f:3: runtime is -7; a number of at least 0 is needed\n");
    EXPECT_EQ(message(import_hcsp, "2 1 0\n1\nnan\n"), "f:3: 'nan' is not a number (runtime)\n");
    EXPECT_EQ(message(import_hcsp, "2 1 0\n1\n1e999\n"),
              "f:3: '1e999' is not a number (runtime)\n");
    EXPECT_EQ(message(import_hcsp, "0 1 0\n"),
              "f:1: number of tasks is 0, not a whole number from 1 to 2147483647\n");
    EXPECT_EQ(message(import_hcsp, "1 1\n1e300\n"),
              "f: times of up to 1e+300 with 1 tasks on 1 servers are too long to be counted in "
              "milliseconds in any unit\n");
}

TEST_F(BadBenchmarks, HugeHeaderDoesNotReserveMemory) {
    EXPECT_EQ(message(import_hcsp, "2000000000 2000000000 0\n1\n"),
              "f:3: the file ends after 1 of 4000000000000000000 numbers (runtime)\n");
}

TEST_F(BadBenchmarks, GapJobThatFitsNoAgentIsNamed) {
    EXPECT_EQ(message(import_gap, "1 2\n5 5\n3 9\n8\n"),
              "f: job 2 of 2 fits no agent: its resource use is above every capacity\n");
}

TEST_F(BadBenchmarks, GapNumbersAreWhole) {
    EXPECT_EQ(message(import_gap, "1 1\n5.5\n3\n8\n"),
              "f:2: cost is 5.5; a whole number of at least 0 is needed\n");
    EXPECT_EQ(message(import_gap, "1 1\n5\n0\n8\n"),
              "f:3: resource use is 0; a whole number of at least 1 is needed\n");
}

TEST_F(BadBenchmarks, GapWithoutUnitsThatFitIsRefused) {
    EXPECT_EQ(
        message(import_gap, "1 1\n1000000000000\n1\n1000000\n"),
        "f: costs of up to 1e+12 for a unit of resource beside capacities of 1e+06 are too much "
        "to stand as power and time\n");
}

TEST_F(BadBenchmarks, ShortTwctIsRefused) {
    EXPECT_EQ(message(import_twct, "2 2\n1 1\n1 2\n3\n"),
              "f:5: the file ends after 3 of 4 numbers (runtime)\n");
}

TEST_F(BadBenchmarks, WtOfAnotherLengthIsRefused) {
    const auto first = [](const std::string& path) { return import_wt(path, {.index = 1}); };
    EXPECT_EQ(
        message(first, "1 2 3\n"),
        "f: 3 numbers are no whole multiple of 3 rows x 125 instances: runtimes, weights and due "
        "dates are expected\n");
}

TEST_F(BadBenchmarks, WtIndexOutOfRangeIsAUsageError) {
    const std::string path = file("w", "1 2 3\n");
    EXPECT_THROW((void)import_wt(path, {.index = 0, .tasks = 1}), UsageError);
    EXPECT_THROW((void)import_wt(path, {.index = 2, .tasks = 1}), UsageError);
    EXPECT_NO_THROW((void)import_wt(path, {.index = 1, .tasks = 1}));
}

TEST_F(BadBenchmarks, WtNegativeValueNamesTaskAndInstance) {
    const auto second = [](const std::string& path) {
        return import_wt(path, {.index = 2, .tasks = 1});
    };
    EXPECT_EQ(message(second, "1 2 3\n4 -5 6\n"), "f: instance 2, task 1: weight is -5, below 0\n");
}

TEST_F(BadBenchmarks, EnergyScenarioMustMatchTheMatrix) {
    const std::string etc = file("etc", "1 2\n1\n1\n");
    const std::string all = message(
        [&](const std::string& path) { return import_energy_hcsp(path, etc); }, "4 8000 60 100\n");
    EXPECT_EQ(all, "f: 1 servers, but etc has 2\n");
}

TEST_F(BadBenchmarks, EnergyScenarioFullPowerIsNotBelowIdle) {
    const std::string etc = file("etc", "1 1\n1\n");
    const auto import = [&](const std::string& path) { return import_energy_hcsp(path, etc); };
    EXPECT_EQ(message(import, "4 8000 60 59\n"),
              "f:1: full power is 59; a number of at least 60 is needed\n");
    EXPECT_EQ(message(import, "4 8000 60\n"),
              "f:2: the file ends after 0 of 1 numbers (full power)\n");
}

}  // namespace
}  // namespace nightwatt
