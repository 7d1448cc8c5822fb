#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstdint>
#include <cstdio>
#include <ctime>
#include <memory>

#include "commands/commands.hpp"
#include "commands/naming_file.hpp"
#include "config/nearest_name.hpp"
#include "config/program_parameters.hpp"
#include "errors.hpp"
#include "instance/check.hpp"
#include "instance/unpriced.hpp"
#include "io/import/csv_import.hpp"
#include "io/import/energy_hcsp.hpp"
#include "io/import/gaia.hpp"
#include "io/import/gap.hpp"
#include "io/import/hcsp.hpp"
#include "io/import/openb.hpp"
#include "io/import/problem_list.hpp"
#include "io/import/swf.hpp"
#include "io/import/text_file.hpp"
#include "io/import/trace_instance.hpp"
#include "io/import/twct.hpp"
#include "io/import/wt.hpp"
#include "io/instance_file.hpp"
#include "io/output_file.hpp"
#include "io/slurm/slurm_import.hpp"
#include "log.hpp"

namespace nightwatt {

namespace {

struct ImportOptions {
    std::string format;
    std::vector<std::string> inputs;
    std::string config;
    std::vector<std::string> assignments;
    std::int64_t index = 1;
    std::string output;
    CLI::Option* config_option = nullptr;
    CLI::Option* set_option = nullptr;
    CLI::Option* index_option = nullptr;
    bool live = false;
};

ImportParameters parameters_of(const ImportOptions& options) {
    return read_program_parameters(options.config, set_overrides(options.assignments)).import;
}

Instance openb(const ImportOptions& options) {
    const ImportParameters parameters = parameters_of(options);
    ProblemList problems;
    NodeList nodes;
    TraceTasks pods;
    problems.attempt([&] { nodes = read_openb_nodes(options.inputs[0]); });
    problems.attempt([&] { pods = read_openb_pods(options.inputs[1]); });
    problems.throw_if_any();
    return trace_instance(pods, &nodes, parameters);
}

Instance gaia(const ImportOptions& options) {
    const ImportParameters parameters = parameters_of(options);
    const GaiaTime unit = parameters.trace.time_unit == "h" ? GaiaTime::Hours : GaiaTime::Seconds;
    return trace_instance(import_gaia(options.inputs[0], unit), nullptr, parameters);
}

Instance swf(const ImportOptions& options) {
    const ImportParameters parameters = parameters_of(options);
    return trace_instance(import_swf(options.inputs[0]), nullptr, parameters);
}

Instance csv(const ImportOptions& options) {
    return import_csv(options.inputs, parameters_of(options));
}

/// What a command of Slurm prints; the text is this program's own.
std::string slurm_output(const char* command) {
    std::FILE* const pipe = ::popen(command, "r");
    if (pipe == nullptr) throw InternalError(fmt::format("{}: cannot be started", command));
    std::string text;
    char buffer[65536];
    for (std::size_t count = 0; (count = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;) {
        text.append(buffer, count);
    }
    if (::pclose(pipe) != 0) {
        throw InputError(fmt::format("{}: failed; is this a node of the cluster?", command));
    }
    return text;
}

Instance slurm(const ImportOptions& options) {
    const ImportParameters parameters = parameters_of(options);
    if (options.live) {
        return import_slurm(
            parse_slurm_queue(slurm_output("SLURM_BITSTR_LEN=0 squeue --json"), "squeue --json"),
            parse_slurm_nodes(slurm_output("scontrol show node"), "scontrol"),
            parse_slurm_reservations(slurm_output("SLURM_TIME_FORMAT=%s scontrol show reservation"),
                                     "scontrol"),
            parameters, std::time(nullptr));
    }
    std::optional<std::vector<SlurmReservation>> reservations;
    if (options.inputs.size() > 2) {
        reservations = parse_slurm_reservations(read_text(options.inputs[2]), options.inputs[2]);
    }
    return import_slurm(parse_slurm_queue(read_text(options.inputs[0]), options.inputs[0]),
                        parse_slurm_nodes(read_text(options.inputs[1]), options.inputs[1]),
                        reservations, parameters, std::nullopt);
}

/// A format: what it takes and who reads it.
struct Format {
    const char* name;
    const char* inputs;
    std::size_t fewest;
    std::size_t most;
    bool configured;  ///< takes --config and --set
    bool indexed;     ///< takes --index
    Instance (*read)(const ImportOptions&);
};

/// Every table is a file, and none may be given twice.
constexpr std::size_t as_many_as_there_are = SIZE_MAX;

constexpr Format formats[] = {
    {"openb", "NODES.csv PODS.csv", 2, 2, true, false, openb},
    {"gaia", "TASKS.csv", 1, 1, true, false, gaia},
    {"swf", "TRACE.swf", 1, 1, true, false, swf},
    {"slurm", "QUEUE.json NODES.json [RESERVATIONS.txt] (or --live: asks squeue and scontrol)", 2,
     3, true, false, slurm},
    {"csv", "tasks.csv servers.csv [runtimes.csv classes.csv sites.csv series.csv ...]", 2,
     as_many_as_there_are, true, false, csv},
    {"hcsp", "ETC", 1, 1, false, false,
     [](const ImportOptions& options) { return import_hcsp(options.inputs[0]); }},
    {"energy-hcsp", "SCENARIO ETC", 2, 2, false, false,
     [](const ImportOptions& options) {
         return import_energy_hcsp(options.inputs[0], options.inputs[1]);
     }},
    {"gap", "FILE", 1, 1, false, false,
     [](const ImportOptions& options) { return import_gap(options.inputs[0]); }},
    {"twct", "FILE", 1, 1, false, false,
     [](const ImportOptions& options) { return import_twct(options.inputs[0]); }},
    {"wt", "FILE --index K", 1, 1, false, true,
     [](const ImportOptions& options) {
         return import_wt(options.inputs[0], WtChoice{.index = options.index});
     }},
};

const Format& format_named(const std::string& name) {
    std::vector<std::string> names;
    for (const Format& format : formats) {
        if (name == format.name) return format;
        names.emplace_back(format.name);
    }
    throw UsageError(fmt::format("import: unknown format '{}'; one of {}{}", name,
                                 fmt::join(names, ", "), suggestion(name, names)));
}

/// What the format does not take is an error: it would be ignored in silence.
void check_options(const Format& format, const ImportOptions& options) {
    std::vector<std::string> problems;
    const std::size_t inputs = options.inputs.size();
    if (options.live && (std::string_view(format.name) != "slurm" || inputs > 0))
        problems.push_back("import: --live is for slurm, instead of files");
    else if (!options.live && (inputs < format.fewest || inputs > format.most))
        problems.push_back(
            fmt::format("import {}: takes {}, not {} files", format.name, format.inputs, inputs));
    const bool configured = options.config_option->count() > 0 || options.set_option->count() > 0;
    if (configured && !format.configured)
        problems.push_back(fmt::format("import {}: takes no --config and no --set", format.name));
    if (options.index_option->count() > 0 && !format.indexed)
        problems.push_back(fmt::format("import {}: takes no --index", format.name));
    if (format.indexed && options.index_option->count() == 0)
        problems.push_back(
            fmt::format("import {}: --index is missing: which instance of the file, "
                        "from 1",
                        format.name));
    if (!problems.empty()) throw UsageError(std::move(problems));
}

void print_summary(const Instance& instance, const std::string& output) {
    for (const std::string& note : instance.notes) fmt::print("- {}\n", note);
    fmt::print(
        "{} tasks, {} servers of {} classes, {} sites, {} slots; {:.6g} h from {}; written to "
        "{}\n",
        instance.tasks.size(), instance.servers.size(), instance.classes.size(),
        instance.sites.size(), instance.slots(), instance.horizon_s / 3600, instance.epoch, output);
}

void run(const ImportOptions& options) {
    const Format& format = format_named(options.format);
    check_options(format, options);
    std::vector<std::string> inputs = options.inputs;
    inputs.push_back(options.config);
    check_outputs({options.output}, inputs);
    const Instance instance = format.read(options);
    naming_file(fmt::format("{}", fmt::join(options.inputs, " and ")), [&] {
        std::vector<std::string> problems = check(instance);
        if (!problems.empty()) throw InputError(std::move(problems));
    });
    write_instance(options.output, instance);
    print_summary(instance, options.output);
    for (const std::string& sentence : unpriced(instance)) log_warning(sentence);
}

}  // namespace

void add_import_command(CLI::App& program) {
    CLI::App* command = program.add_subcommand(
        "import", "Make an instance of a trace, a benchmark or CSV files made elsewhere.");
    const auto options = std::make_shared<ImportOptions>();
    std::string help = "Format of the input files:";
    for (const Format& format : formats)
        help += fmt::format("\n  {}: {}", format.name, format.inputs);
    command->add_option("format", options->format, help)->required();
    command->add_option("input", options->inputs, "Input files, in the format's order.");
    command->add_flag("--live", options->live, "slurm: ask the cluster instead of reading files.");
    options->config_option =
        command->add_option("--config", options->config,
                            "What a trace does not say: night, servers, sites, deadlines (TOML).");
    options->set_option =
        command->add_option("--set", options->assignments,
                            "One setting, key=value; stronger than the file. Can be repeated.");
    options->index_option =
        command->add_option("--index", options->index, "wt: which instance of the file, from 1.");
    command->add_option("-o,--output", options->output, "Instance file to write.")->required();
    command->callback([options] { run(*options); });
}

}  // namespace nightwatt
