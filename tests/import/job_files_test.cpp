#include "io/import/history/job_files.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "io/import/swf.hpp"
#include "io/import/trace_instance.hpp"
#include "tests/import/scratch_files.hpp"
#include "tests/import/small_trace.hpp"

namespace nightwatt {
namespace {

using namespace testing;

class JobFiles : public ScratchFiles {};

const char* const swf_trace =
    "; UnixStartTime: 1000000\n"
    "1 10 5 100 4 -1 -1 4 3600 -1 1 7 1 -1 2 1 -1 -1\n"
    "2 20 -1 200 1 -1 -1 1 -1 -1 1 -1 1 9 -1 1 -1 -1\n"
    "3 30 0 -1 1 -1 -1 1 60 -1 5 7 1 -1 2 1 -1 -1\n";

TEST_F(JobFiles, ATraceIsAHistoryOfItsJobs) {
    std::vector<std::string> notes;
    const JobTable jobs = read_swf_jobs(file("t.swf", swf_trace), notes);
    EXPECT_EQ(jobs.id, (std::vector<std::string>{"1", "2"}));
    EXPECT_EQ(jobs.submit_s, (std::vector<double>{1'000'010, 1'000'020}));
    EXPECT_EQ(jobs.end_s, (std::vector<double>{1'000'115, 1'000'220}));
    EXPECT_EQ(jobs.requested_s[0], 3600);
    EXPECT_TRUE(std::isnan(jobs.requested_s[1]));
    EXPECT_EQ(jobs.user, (std::vector<std::string>{"user 7", ""}));
    EXPECT_EQ(jobs.name, (std::vector<std::string>{"", "executable 9"}));
    EXPECT_EQ(jobs.group, (std::vector<std::string>{"queue 2", ""}));
    EXPECT_EQ(jobs.need, (std::vector<std::vector<double>>{{4, 1}}));
    EXPECT_TRUE(check(jobs).empty());
}

TEST_F(JobFiles, CancelledJobsOfATraceTeachNothing) {
    const std::string text = std::string(swf_trace) +
                             "4 30 0 50 1 -1 -1 1 60 -1 5 7 1 -1 2 1 -1 -1\n"
                             "5 30 0 60 1 -1 -1 1 60 -1 0 7 1 -1 2 1 -1 -1\n";
    std::vector<std::string> notes;
    EXPECT_EQ(read_swf_jobs(file("t.swf", text), notes).id,
              (std::vector<std::string>{"1", "2", "5"}));
    EXPECT_EQ(notes.back(), "Skipped: 1 jobs that were cancelled (status 5).");
    EXPECT_EQ(import_swf(file("t.swf", text)).size(), 4u);
}

TEST_F(JobFiles, PartsOfAJobAreNoJobs) {
    std::string text = swf_trace;
    for (const int status : {2, 3, 4}) {
        const std::string job = std::to_string(10 + status);
        text += job + " 30 0 50 1 -1 -1 1 60 -1 " + std::to_string(status) + " 7 1 -1 2 1 -1 -1\n";
    }
    EXPECT_EQ(import_swf(file("t.swf", text)).id, (std::vector<std::string>{"1", "2"}));
}

TEST_F(JobFiles, JobsThatEndBeforeTheyCanAreRefused) {
    std::vector<std::string> notes;
    JobTable jobs = read_swf_jobs(file("t.swf", swf_trace), notes);
    jobs.end_s = {1'000'010 + 99.0, 1'000'020 + 198.0};  // rounded; impossible
    EXPECT_EQ(check(jobs), std::vector<std::string>{"job '2': it ends 198 s after its submission, "
                                                    "but ran for 200 s"});
}

TEST_F(JobFiles, ANightMayKnowOnlyWhatWasAskedFor) {
    TraceTasks tasks = import_swf(file("t.swf", swf_trace));
    ImportParameters parameters = small_parameters();
    parameters.trace.cut = "window";
    parameters.trace.accelerator = "";
    for (ClassParameters& one : parameters.classes) {
        one.idle_w_per_unit.clear();
        one.dynamic_w_per_unit.clear();
    }
    const NodeList nodes{{"n"}, {"cpu-only"}, {{8}}};
    const Instance measured = trace_instance(tasks, &nodes, parameters);
    EXPECT_EQ(measured.runtimes.runtime_s, (std::vector<double>{100, 200}));
    EXPECT_EQ(measured.requests.user, (std::vector<std::string>{"user 7", ""}));
    EXPECT_EQ(measured.requests.requested_s[0], 3600);
    parameters.trace.runtimes = "requested";
    EXPECT_NE(message_of([&] {
                  (void)trace_instance(tasks, &nodes, parameters);
              }).find("does not say what was asked for"),
              std::string::npos);
    tasks.requested_s[1] = 900;
    EXPECT_EQ(trace_instance(tasks, &nodes, parameters).runtimes.runtime_s,
              (std::vector<double>{3600, 900}));
}

TEST_F(JobFiles, ATableOfJobsIsReadByItsHeader) {
    const JobTable jobs =
        read_jobs_csv(file("j.csv",
                           "id,user,submit_s,end_s,runtime_s,need_cpu,energy_j\n"
                           "a,ann,2023-07-04T18:00:00Z,1688500000,60,4,\nb,,5,9,4,,12.5\n"));
    EXPECT_EQ(jobs.submit_s, (std::vector<double>{1688493600, 5}));
    EXPECT_EQ(jobs.need, (std::vector<std::vector<double>>{{4, 0}}));
    EXPECT_EQ(jobs.resources, std::vector<std::string>{"cpu"});
    EXPECT_TRUE(std::isnan(jobs.energy_j[0]));
    EXPECT_EQ(jobs.energy_j[1], 12.5);
    EXPECT_EQ(jobs.class_id, (std::vector<std::string>{"", ""}));
}

TEST_F(JobFiles, EverythingWrongWithATableOfJobsIsSaidAtOnce) {
    const std::string path = file("j.csv", "id,submit_s,end_s,need_cpu,wight\na,soon,9,-1,2\n");
    const std::string message = message_of([&] { (void)read_jobs_csv(path); });
    for (const char* part :
         {"lacks runtime_s",
          "submit_s is 'soon': neither Unix seconds nor a moment with its offset",
          "need_cpu is '-1'", "unknown column 'wight'"}) {
        EXPECT_NE(message.find(part), std::string::npos) << part << " in " << message;
    }
}

TEST_F(JobFiles, HistoriesOfJobsAreJoinedByResource) {
    JobTable one =
        read_jobs_csv(file("a.csv", "id,submit_s,end_s,runtime_s,need_cpu\na,0,1,1,4\n"));
    one.append(read_jobs_csv(
        file("b.csv", "id,submit_s,end_s,runtime_s,need_gpu,need_cpu\nb,0,1,1,2,3\n")));
    EXPECT_EQ(one.resources, (std::vector<std::string>{"cpu", "gpu"}));
    EXPECT_EQ(one.need, (std::vector<std::vector<double>>{{4, 3}, {0, 2}}));
    EXPECT_EQ(one.id.size(), one.work.size());
    one.append(one);
    EXPECT_FALSE(check(one).empty());  // every job stands twice
}

}  // namespace
}  // namespace nightwatt
