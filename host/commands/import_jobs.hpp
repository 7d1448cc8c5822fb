#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "forecast/job_history.hpp"

namespace nightwatt {

/// What import-history needs for jobs, beside the files.
struct JobImport {
    std::string nodes;
    std::string config;
    double idle_w = 0;
    std::vector<CLI::Option*> given;  ///< the options behind them, to see which were used
};

/// Whether a format of import-history holds jobs: swf, sacct, jobs.
[[nodiscard]] bool holds_jobs(const std::string& format);

void add_job_options(CLI::App& command, JobImport& options);

/// Reads one file. Throws UsageError where an option does not fit the format, InputError.
[[nodiscard]] JobTable read_jobs(const std::string& format, const std::string& path,
                                 const JobImport& options, std::vector<std::string>& notes);

}  // namespace nightwatt
