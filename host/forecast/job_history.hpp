#pragma once

#include <string>
#include <vector>

namespace nightwatt {

/// Jobs that ended: what runtimes and powers of tasks are predicted from. Columns of equal length,
/// in any order; NaN and "" mean unknown. The columns of io/README.md.
struct JobTable {
    std::vector<std::string> id;
    std::vector<double> submit_s;  ///< since the history's epoch
    std::vector<double> end_s;
    std::vector<double> runtime_s;
    std::vector<double> requested_s;
    std::vector<double> energy_j;
    std::vector<std::string> user;
    std::vector<std::string> name;
    std::vector<std::string> group;
    std::vector<std::string> class_id;
    std::vector<double> input_bytes;
    std::vector<double> work;

    std::vector<std::string> resources;
    std::vector<std::vector<double>> need;  ///< [resource][job], units held

    [[nodiscard]] std::size_t size() const { return id.size(); }

    /// Appends the jobs of another table, resources by their names.
    void append(const JobTable& other);
};

/// What is wrong with the jobs, one message a problem.
[[nodiscard]] std::vector<std::string> check(const JobTable& jobs);

}  // namespace nightwatt
