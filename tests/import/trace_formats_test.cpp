#include <cmath>

#include "io/import/gaia.hpp"
#include "io/import/swf.hpp"
#include "tests/import/scratch_files.hpp"

namespace nightwatt {
namespace {

using TraceFormats = testing::ScratchFiles;

// job submit wait runtime allocated cpu-time memory requested time memory status user group
// application queue partition preceding think
constexpr const char* swf =
    "; MaxJobs: 6\n"
    "\n"
    "  1   0 10 100  4 90.5 -1  4  600 -1 1 1 1 -1  2 -1 -1 -1\n"
    "  2  50 10  -1  4   -1 -1  4  600 -1 1 1 1 -1  2 -1 -1 -1 ; no runtime\n"
    "  3  60 10  70 -1   -1 -1  8   -1 -1 1 1 1 -1 -1 -1 -1 -1\n"
    "  4  60 10  70 -1   -1 -1 -1   -1 -1 1 1 1 -1 -1 -1 -1 -1\n"
    "  1   0 10  50  4   -1 -1  4  600 -1 2 1 1 -1  2 -1 -1 -1\n"
    "  5  90 10   0  4   -1 -1  4  600 -1 0 1 1 -1  2 -1 -1 -1\n";

TEST_F(TraceFormats, SwfKeepsJobsThatRanAndCountsTheOthers) {
    const TraceTasks tasks = import_swf(file("a.swf", swf));
    EXPECT_EQ(tasks.id, (std::vector<std::string>{"1", "3"}));
    EXPECT_EQ(tasks.submit_s, (std::vector<double>{0, 60}));
    EXPECT_EQ(tasks.runtime_s, (std::vector<double>{100, 70}));
    EXPECT_EQ(tasks.resources, std::vector<std::string>{"cpu"});
    EXPECT_EQ(tasks.need[0], (std::vector<std::uint32_t>{4, 8}));  // held; else asked for
    EXPECT_EQ(tasks.requested_s[0], 600);
    EXPECT_TRUE(std::isnan(tasks.requested_s[1]));
    EXPECT_EQ(tasks.service_class, (std::vector<std::string>{"queue 2", ""}));
    EXPECT_EQ(tasks.notes, (std::vector<std::string>{
                               "Tasks: 2 jobs of the trace a.swf (Standard Workload Format).",
                               "Skipped: 2 jobs without a positive runtime.",
                               "Skipped: 1 jobs without processors.",
                               "Skipped: 1 partial executions (status 2, 3, 4)."}));
}

TEST_F(TraceFormats, SwfProblemsAreAllToldWithTheirLines) {
    const std::string path = file("b.swf",
                                  "1 0 0 5 1 -1 -1 1 -1 -1 1 1 1 1 1 -1 -1 -1\n"
                                  "1 0 0 5 1 -1 -1 1 -1 -1 1 1 1 1 1 -1 -1 -1\n"
                                  "2 0 0 5 1\n"
                                  "3 zero 0 5 1 -1 -1 1 -1 -1 1 1 1 1 1 -1 -1 -1\n"
                                  "4 -1 0 5 1 -1 -1 1 -1 -1 1 1 1 1 1 -1 -1 -1\n"
                                  "5 0 0 5 1.5 -1 -1 1 -1 -1 1 1 1 1 1 -1 -1 -1\n"
                                  "6 0 0 5 1 -1 -1 1 -1 -1 1 1 1 1 1 -1 -1 -1 9\n"
                                  "7 0 0 -5 1 -1 -1 1 -1 -1 1 1 1 1 1 -1 -1 -1\n");
    EXPECT_EQ(testing::problems_of([&] { (void)import_swf(path); }),
              (std::vector<std::string>{
                  path + ":2: job 1 was given on line 1 already",
                  path + ":3: 5 numbers; a job has 18", path + ":4: 'zero' is not a number",
                  path + ":5: submit time is -1", path + ":6: number of processors is 1.5",
                  path + ":7: more than 18 numbers; a job has 18", path + ":8: run time is -5"}));
}

TEST_F(TraceFormats, SwfWithoutJobsIsRefused) {
    EXPECT_NE(testing::message_of([&] { (void)import_swf(file("c.swf", "; nothing\n")); }), "");
}

TEST_F(TraceFormats, GaiaReadsHoursOrSeconds) {
    const std::string path =
        file("g.csv", "arrival_time,length,cpus\n0.0,1.5,1\n0.5769444444444503,0,2\n2,1,3\n");
    const TraceTasks hours = import_gaia(path, GaiaTime::Hours);
    EXPECT_EQ(hours.id, (std::vector<std::string>{"1", "3"}));
    EXPECT_EQ(hours.submit_s, (std::vector<double>{0, 7200}));
    EXPECT_EQ(hours.runtime_s, (std::vector<double>{5400, 3600}));
    EXPECT_EQ(hours.need[0], (std::vector<std::uint32_t>{1, 3}));
    EXPECT_EQ(hours.notes.back(), "Skipped: 1 tasks of no length.");
    const TraceTasks seconds = import_gaia(path, GaiaTime::Seconds);
    EXPECT_EQ(seconds.runtime_s, (std::vector<double>{1.5, 1}));
}

TEST_F(TraceFormats, GaiaRoundsHoursToWholeMilliseconds) {
    const TraceTasks tasks = import_gaia(
        file("g.csv", "arrival_time,length,cpus\n0.5769444444444503,25.408055555555556,1\n"),
        GaiaTime::Hours);
    EXPECT_EQ(tasks.submit_s, std::vector<double>{2077});
    EXPECT_EQ(tasks.runtime_s, std::vector<double>{91469});
}

TEST_F(TraceFormats, GaiaProblemsNameLineAndColumn) {
    const std::string path =
        file("g.csv", "arrival_time,length,cpus\n-1,1,1\n0,x,1\n0,1,1.5\n0,-1,1\n");
    const std::vector<std::string> problems =
        testing::problems_of([&] { (void)import_gaia(path, GaiaTime::Seconds); });
    ASSERT_EQ(problems.size(), 5u);  // and no task is left
    EXPECT_TRUE(problems[0].starts_with(path + ":2: arrival_time is '-1'")) << problems[0];
    EXPECT_TRUE(problems[1].starts_with(path + ":3: length is 'x'")) << problems[1];
    EXPECT_TRUE(problems[2].starts_with(path + ":4: cpus is '1.5'")) << problems[2];
    EXPECT_TRUE(problems[3].starts_with(path + ":5: length is '-1'")) << problems[3];
}

TEST_F(TraceFormats, GaiaWithoutAColumnIsRefused) {
    const std::string path = file("g.csv", "arrival_time,cpus\n0,1\n");
    EXPECT_NE(
        testing::message_of([&] { (void)import_gaia(path, GaiaTime::Seconds); }).find("length"),
        std::string::npos);
}

}  // namespace
}  // namespace nightwatt
