#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "errors.hpp"
#include "io/slurm/sacct_jobs.hpp"
#include "io/slurm/slurm_tables.hpp"

namespace nightwatt {
namespace {

const std::string header =
    "JobID|JobName|NodeList|State|Submit|Start|End|TimelimitRaw|ReqTRES|"
    "ConsumedEnergyRaw\n";

std::string problem_of(const std::string& lines) {
    try {
        static_cast<void>(parse_sacct(header + lines, "sacct.txt"));
    } catch (const InputError& error) {
        return error.what();
    }
    return "the file was read";
}

JobTable jobs_of(const std::string& lines, std::vector<std::string>& notes) {
    return jobs_of_sacct(parse_sacct(header + lines, "sacct.txt"), {}, notes);
}

TEST(SlurmAccounting, FieldsThatCannotBeReadWholeAreNamed) {
    EXPECT_EQ(problem_of("7|a|n1|COMPLETED|900|1000|2000|60||12.5K\n"),
              "sacct.txt: line 2: job '7': ConsumedEnergyRaw is '12.5K', not a number of joules");
    EXPECT_EQ(
        problem_of("7|a|n1|COMPLETED|900|1000|2000|60||\n7.0|a|n1|COMPLETED|900|1000|2000|||-5\n"),
        "sacct.txt: line 3: job '7.0': ConsumedEnergyRaw is '-5', not a number of joules");
    EXPECT_EQ(problem_of("7|a|n1|COMPLETED|900|1000|2000|01:00:00||\n"),
              "sacct.txt: line 2: job '7': TimelimitRaw is '01:00:00', not whole minutes, "
              "UNLIMITED or Partition_Limit");
    EXPECT_EQ(problem_of("7|a|n1|COMPLETED|yesterday|1000|2000|60||\n"),
              "sacct.txt: line 2: job '7': Submit is 'yesterday', not Unix seconds or a time as "
              "2026-11-21T19:02:32");
    EXPECT_NE(problem_of("7|a|n1|COMPLETED|900|1000|noon|60||\n").find("End is 'noon'"),
              std::string::npos);
}

TEST(SlurmAccounting, ColumnsThatTellJobsApartAreMissed) {
    EXPECT_EQ(absent_requests("JobID|JobName|NodeList|State|Start|End\n7|User|QOS||1|2\n"),
              (std::vector<std::string>{"User", "QOS", "Submit", "TimelimitRaw", "ReqTRES"}));
    std::string all(sacct_format);
    std::replace(all.begin(), all.end(), ',', '|');
    EXPECT_TRUE(absent_requests(all + "\n").empty());
}

TEST(SlurmAccounting, WordsThatSlurmWritesAreRead) {
    std::vector<std::string> notes;
    const JobTable jobs = jobs_of(
        "7|a|n1|COMPLETED|900|1000|2000|UNLIMITED||500\n"
        "8|a|n1|COMPLETED|Unknown|1000|2000|Partition_Limit||0\n"
        "9|a|n1|COMPLETED|900|1000|2000|2||\n",
        notes);
    EXPECT_TRUE(std::isnan(jobs.requested_s[0]) && std::isnan(jobs.requested_s[1]));
    EXPECT_EQ(jobs.requested_s[2], 120);
    EXPECT_EQ(jobs.energy_j[0], 500);
    EXPECT_TRUE(std::isnan(jobs.energy_j[1]) && std::isnan(jobs.energy_j[2]));
    EXPECT_EQ(notes.size(), 1u);
}

TEST(SlurmAccounting, EnergiesThatAreNoneAreCountedAsNotMeasured) {
    std::vector<std::string> notes;
    const JobTable jobs = jobs_of(
        "7|a|n1|COMPLETED|900|1000|2000|60||18446744073709551614\n"
        "8|a|n1|COMPLETED|900|1000|2000|60||4294968000\n"  // a little beyond 4294967 W
        "9|a|n1|COMPLETED|900|1000|2000|60||700\n"
        "9.0|a|n1|COMPLETED|900|1000|2000|||18446744073709551615\n",
        notes);
    EXPECT_TRUE(std::isnan(jobs.energy_j[0]) && std::isnan(jobs.energy_j[1]));
    EXPECT_EQ(jobs.energy_j[2], 700);
    ASSERT_EQ(notes.size(), 2u);
    EXPECT_EQ(notes[1],
              "Energy of 2 jobs is taken as not measured: the accounting has no value there, or "
              "more than 4294967 W.");
}

TEST(SlurmAccounting, GpusOfATypeAreCountedOnce) {
    EXPECT_EQ(parse_slurm_tres("cpu=4,mem=8G,gres/gpu:a100=2,node=1").gpus, 2);
    EXPECT_EQ(parse_slurm_tres("cpu=4,gres/gpu:a100=2,gres/gpu:v100=1").gpus, 3);
    EXPECT_EQ(parse_slurm_tres("gres/gpu=2,gres/gpu:a100=2").gpus, 2);
    EXPECT_EQ(parse_slurm_tres("gres/gpu:a100=2,gres/gpu=2").gpus, 2);
    EXPECT_EQ(parse_slurm_tres("cpu=4,gres/gpumem:a100=80G").gpus, 0);
    std::vector<std::string> notes;
    EXPECT_EQ(jobs_of("7|a|n1|COMPLETED|900|1000|2000|60|cpu=4,gres/gpu:a100=2|\n", notes).need[2],
              std::vector<double>{2});
}

}  // namespace
}  // namespace nightwatt
