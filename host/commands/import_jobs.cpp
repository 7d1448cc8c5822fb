#include "commands/import_jobs.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "commands/option_checks.hpp"
#include "config/program_parameters.hpp"
#include "errors.hpp"
#include "io/import/history/job_files.hpp"
#include "io/import/text_file.hpp"
#include "io/slurm/sacct_jobs.hpp"
#include "io/slurm/slurm_import.hpp"
#include "log.hpp"

namespace nightwatt {

namespace {

/// Which class each node belongs to, as import slurm has it.
std::map<std::string, std::string> classes_of_nodes(const JobImport& options) {
    std::map<std::string, std::string> classes;
    if (options.nodes.empty() != options.config.empty()) {
        throw UsageError(
            "import-history sacct: --nodes and --config go together: the nodes, and the "
            "[[class]]es "
            "that they belong to");
    }
    if (options.nodes.empty()) return classes;
    const ImportParameters parameters = read_program_parameters(options.config, {}).import;
    for (const SlurmNodeRow& node : parse_slurm_nodes(read_text(options.nodes), options.nodes)) {
        classes[node.name] = slurm_class_of(node, parameters).name;
    }
    return classes;
}

}  // namespace

bool holds_jobs(const std::string& format) {
    return format == "swf" || format == "sacct" || format == "jobs";
}

void add_job_options(CLI::App& command, JobImport& options) {
    options.given = {
        command.add_option(
            "--nodes", options.nodes,
            "sacct: what scontrol show node printed, so that jobs know their class."),
        command.add_option("--config", options.config,
                           "sacct: configuration of import slurm, whose [[class]]es the nodes "
                           "belong to."),
        command
            .add_option("--idle-w", options.idle_w,
                        "sacct: power of an idle node, which Slurm counts into the energy of the "
                        "job that runs on it.")
            ->transform(in_unit("W"))
            ->check(between(0.0, 1e6))};
}

JobTable read_jobs(const std::string& format, const std::string& path, const JobImport& options,
                   std::vector<std::string>& notes) {
    if (format == "sacct") {
        const std::string text = read_text(path);
        const std::vector<SacctRow> rows = parse_sacct(text, path);
        if (const auto absent = absent_requests(text); !absent.empty()) {
            log_warning(
                fmt::format("{}: has no {}, so that less tells tasks apart when they are forecast; "
                            "sacct --format={} prints all that is used",
                            path, fmt::join(absent, ", "), sacct_format));
        }
        return jobs_of_sacct(rows, {classes_of_nodes(options), options.idle_w}, notes);
    }
    if (format == "swf") return read_swf_jobs(path, notes);
    JobTable jobs = read_jobs_csv(path);
    notes.push_back(fmt::format("Jobs: {} of {}.", jobs.size(), path));
    return jobs;
}

}  // namespace nightwatt
