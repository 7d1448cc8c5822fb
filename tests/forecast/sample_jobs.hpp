#pragma once

#include <cmath>
#include <string>

#include "forecast/job_history.hpp"
#include "instance/columns.hpp"

namespace nightwatt {

struct SampleJob {
    double submit_s = 0;
    double runtime_s = 0;
    std::string user = {};
    double requested_s = none;
    double cpus = 1;
    std::string class_id = {};
    double watts = none;
    double work = none;
};

inline void add(JobTable& jobs, const SampleJob& job) {
    if (jobs.resources.empty()) {
        jobs.resources = {"cpu"};
        jobs.need.resize(1);
    }
    jobs.id.push_back("job" + std::to_string(jobs.size()));
    jobs.submit_s.push_back(job.submit_s);
    jobs.end_s.push_back(job.submit_s + job.runtime_s);
    jobs.runtime_s.push_back(job.runtime_s);
    jobs.requested_s.push_back(job.requested_s);
    jobs.energy_j.push_back(job.watts * job.runtime_s);
    jobs.user.push_back(job.user);
    jobs.name.emplace_back();
    jobs.group.emplace_back();
    jobs.class_id.push_back(job.class_id);
    jobs.input_bytes.push_back(none);
    jobs.work.push_back(job.work);
    jobs.need[0].push_back(job.cpus);
}

/// A number in [0, 1) that looks like chance.
inline double chance(int k) {
    return std::fmod(0.5 + k * 0.6180339887498949, 1.0);
}

/// Twenty jobs a day for twenty days. Ann's run about 10 minutes, Bob's about an hour; both ask for
/// two.
inline JobTable two_users() {
    JobTable jobs;
    for (int k = 0; k < 400; ++k) {
        const bool ann = k % 2 == 0;
        const double usual_s = ann ? 600 : 3600;
        add(jobs, {k * 4320.0, usual_s * (0.8 + 0.4 * chance(k)), ann ? "ann" : "bob", 7200,
                   ann ? 1.0 : 4.0});
    }
    return jobs;
}

}  // namespace nightwatt
