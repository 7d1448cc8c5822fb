#include "instance/columns.hpp"
#include "io/import/history/job_files.hpp"
#include "io/import/swf.hpp"

namespace nightwatt {

JobTable read_swf_jobs(const std::string& path, std::vector<std::string>& notes) {
    const TraceTasks trace = import_swf(path, CancelledJobs::Skipped);
    JobTable jobs;
    jobs.id = trace.id;
    jobs.runtime_s = trace.runtime_s;
    jobs.requested_s = trace.requested_s;
    jobs.user = trace.user;
    jobs.name = trace.name;
    jobs.group = trace.service_class;
    for (std::size_t row = 0; row < trace.size(); ++row) {
        jobs.submit_s.push_back(trace.unix_start_s + trace.submit_s[row]);
        jobs.end_s.push_back(jobs.submit_s[row] + trace.wait_s[row] + trace.runtime_s[row]);
    }
    jobs.class_id.resize(trace.size());
    for (auto* column : {&jobs.energy_j, &jobs.input_bytes, &jobs.work}) {
        column->assign(trace.size(), none);
    }
    jobs.resources = trace.resources;
    for (const auto& units : trace.need) jobs.need.emplace_back(units.begin(), units.end());
    notes.insert(notes.end(), trace.notes.begin(), trace.notes.end());
    return jobs;
}

}  // namespace nightwatt
