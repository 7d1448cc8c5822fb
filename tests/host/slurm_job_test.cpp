#include "slurm_job.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <string>

namespace nightwatt {
namespace {

/// What a job with these variables says of itself.
SlurmJob job_with(const std::map<std::string, std::string>& variables) {
    for (const char* name :
         {"SLURM_JOB_ID", "SLURM_JOB_END_TIME", "SLURM_RESTART_COUNT", "SLURM_CPUS_PER_TASK",
          "SLURM_CPUS_ON_NODE", "SLURM_MEM_PER_NODE", "SLURM_MEM_PER_CPU"}) {
        const auto found = variables.find(name);
        if (found == variables.end()) {
            unsetenv(name);
        } else {
            setenv(name, found->second.c_str(), 1);
        }
    }
    return slurm_job();
}

TEST(SlurmJob, OutsideOfAJobNothingIsSaid) {
    const SlurmJob job = job_with({{"SLURM_CPUS_ON_NODE", "8"}, {"SLURM_MEM_PER_CPU", "1000"}});
    EXPECT_FALSE(job.cpus || job.memory_mib || job.end_time_s);
}

TEST(SlurmJob, MemoryByTheCpuIsOfAllItsCpusOnTheNode) {
    const SlurmJob job = job_with({{"SLURM_JOB_ID", "1"},
                                   {"SLURM_CPUS_PER_TASK", "2"},
                                   {"SLURM_CPUS_ON_NODE", "8"},
                                   {"SLURM_MEM_PER_CPU", "1000"}});
    EXPECT_EQ(job.memory_mib, 8000);
    EXPECT_EQ(job.cpus, 2);
}

TEST(SlurmJob, MemoryOfTheNodeComesFirstAndNoneIsNoLimit) {
    EXPECT_EQ(job_with({{"SLURM_JOB_ID", "1"},
                        {"SLURM_CPUS_ON_NODE", "8"},
                        {"SLURM_MEM_PER_NODE", "3000"},
                        {"SLURM_MEM_PER_CPU", "1000"}})
                  .memory_mib,
              3000);
    EXPECT_EQ(job_with({{"SLURM_JOB_ID", "1"}, {"SLURM_MEM_PER_NODE", "0"}}).memory_mib,
              std::nullopt);
}

TEST(SlurmJob, WhatIsNoNumberIsNotSet) {
    const SlurmJob job = job_with({{"SLURM_JOB_ID", "1"},
                                   {"SLURM_CPUS_ON_NODE", "8(x2)"},
                                   {"SLURM_JOB_END_TIME", "-1"},
                                   {"SLURM_RESTART_COUNT", ""}});
    EXPECT_FALSE(job.cpus || job.end_time_s);
    EXPECT_EQ(job.restarts, 0);
}

}  // namespace
}  // namespace nightwatt
