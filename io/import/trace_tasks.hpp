#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace nightwatt {

/// The tasks of a trace, as its file says: when each came, how long it ran, what it held. Servers,
/// power, sites, deadlines and weights are not in a trace; they come from the import's
/// configuration. One list an importer (openb, swf, gaia), one reader for all: trace_instance.
/// Columns are of equal length; tasks stand in the order of the file.
struct TraceTasks {
    std::vector<std::string> id;      ///< unique
    std::vector<double> submit_s;     ///< since the trace's own start
    std::vector<double> runtime_s;    ///< measured, > 0, on the server that the trace used
    std::vector<double> requested_s;  ///< the user's estimate; NaN: unknown

    std::vector<std::string> resources;            ///< e.g. "cpu"; one to four names
    std::vector<std::vector<std::uint32_t>> need;  ///< [resource][task], whole units

    std::vector<std::vector<std::string>> allowed_classes;  ///< names; empty: every class
    std::vector<std::string> service_class;                 ///< e.g. qos or queue; "": none
    std::vector<std::string> user;                          ///< "": unknown, as the name
    std::vector<std::string> name;                          ///< of the job or program
    std::vector<double> wait_s;                             ///< from submission to start
    double unix_start_s = 0;  ///< moment of the trace's own start; 0: unknown

    std::vector<std::string> notes;  ///< where the tasks come from; what was skipped and why

    [[nodiscard]] std::size_t size() const { return id.size(); }

    /// Appends a task that may run on every class; `needs` holds one entry a resource.
    void add(std::string task_id, double submit, double runtime, double requested,
             const std::vector<std::uint32_t>& needs, std::string service = {}) {
        id.push_back(std::move(task_id));
        submit_s.push_back(submit);
        runtime_s.push_back(runtime);
        requested_s.push_back(requested);
        need.resize(resources.size());
        for (std::size_t r = 0; r < resources.size(); ++r) need[r].push_back(needs.at(r));
        allowed_classes.emplace_back();
        service_class.push_back(std::move(service));
        user.emplace_back();
        name.emplace_back();
        wait_s.push_back(0);
    }
};

}  // namespace nightwatt
