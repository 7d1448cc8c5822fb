#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "commands/commands.hpp"
#include "commands/import_jobs.hpp"
#include "commands/naming_file.hpp"
#include "commands/option_checks.hpp"
#include "config/nearest_name.hpp"
#include "errors.hpp"
#include "forecast/merge_jobs.hpp"
#include "forecast/merge_series.hpp"
#include "io/history_file.hpp"
#include "io/import/history/history_grid.hpp"
#include "io/import/history/local_clock.hpp"
#include "io/import/history/measured_files.hpp"
#include "io/import/problem_list.hpp"
#include "io/import/utc_time.hpp"
#include "io/output_file.hpp"
#include "log.hpp"

namespace nightwatt {

namespace {

struct ImportHistoryOptions {
    std::string format;
    std::vector<std::string> inputs;
    std::vector<std::string> names;
    std::string kind = "site";
    std::string clock;
    std::string carbon_column = "life-cycle";
    std::int64_t step_s = 0;
    bool skip_malformed = false;
    bool append = false;
    std::string output;
    JobImport jobs;
    CLI::Option* kind_option = nullptr;
    CLI::Option* carbon_column_option = nullptr;
    std::vector<CLI::Option*> of_series;  ///< options that files of jobs do not take
};

/// A format: its reader, the clock of moments that do not say theirs, and what it leaves open.
struct HistoryFormat {
    const char* name;
    const char* clock;  ///< null: its moments say it
    bool rows_may_be_skipped;
    TimedTable (*read)(const MeasuredFile&, const ImportHistoryOptions&);
};

constexpr HistoryFormat history_formats[] = {
    {"csv", "utc", true,
     [](const MeasuredFile& file, const ImportHistoryOptions&) { return read_measured_csv(file); }},
    {"biohpc", "us-eastern", true,
     [](const MeasuredFile& file, const ImportHistoryOptions&) { return read_biohpc(file); }},
    {"ett", "utc", true,
     [](const MeasuredFile& file, const ImportHistoryOptions&) { return read_ett(file); }},
    {"carbon", nullptr, false,
     [](const MeasuredFile& file, const ImportHistoryOptions& options) {
         return read_measured_carbon(file, options.carbon_column == "life-cycle");
     }},
    {"price", nullptr, false,
     [](const MeasuredFile& file, const ImportHistoryOptions&) {
         return read_measured_price(file);
     }},
    {"weather", nullptr, false,
     [](const MeasuredFile& file, const ImportHistoryOptions&) {
         return read_measured_weather(file);
     }},
};

const HistoryFormat& history_format(const std::string& name) {
    std::vector<std::string> names;
    for (const HistoryFormat& format : history_formats) {
        if (name == format.name) return format;
        names.emplace_back(format.name);
    }
    names.insert(names.end(), {"swf", "sacct", "jobs"});
    throw UsageError(fmt::format("import-history: unknown format '{}'; one of {}{}", name,
                                 fmt::join(names, ", "), suggestion(name, names)));
}

void refuse(const std::vector<CLI::Option*>& given, const std::string& format,
            std::vector<std::string>& problems) {
    for (const CLI::Option* option : given) {
        if (option->count() == 0) continue;
        problems.push_back(
            fmt::format("import-history {}: takes no {}", format, option->get_name()));
    }
}

/// What the format does not take is an error: it would be ignored in silence.
void check_options(const HistoryFormat& format, const ImportHistoryOptions& options) {
    std::vector<std::string> problems;
    if (!options.names.empty() && options.names.size() != options.inputs.size()) {
        problems.push_back(fmt::format("import-history: {} names for {} files",
                                       options.names.size(), options.inputs.size()));
    }
    if (!options.clock.empty() && format.clock == nullptr) {
        problems.push_back(fmt::format("import-history {}: takes no --clock", format.name));
    }
    if (options.skip_malformed && !format.rows_may_be_skipped) {
        problems.push_back(
            fmt::format("import-history {}: takes no --skip-malformed", format.name));
    }
    if (options.format != "carbon")
        refuse({options.carbon_column_option}, options.format, problems);
    if (options.format != "csv") refuse({options.kind_option}, options.format, problems);
    refuse(options.jobs.given, options.format, problems);
    if (!problems.empty()) throw UsageError(std::move(problems));
}

std::string note_of(const GridReport& report) {
    return fmt::format("{}: {} rows, {} repeated, {} skipped", report.path, report.rows,
                       report.repeated, report.skipped.size());
}

/// "210 new, 4 known"; empty for what is all new.
template <class Merge>
std::string merge_text(const Merge& merge) {
    if (merge.known + merge.replaced == 0) return "";
    return fmt::format("{} new, {} known{}", merge.added, merge.known,
                       merge.replaced == 0
                           ? ""
                           : fmt::format(", {} changed: as the new file has them", merge.replaced));
}

/// Two rows of one file that contradict each other are a mistake in it.
template <class Found>
void refuse_faults(Found found) {
    if (!found.empty()) throw InputError(std::move(found));
}

/// The history that is added to, in Unix time as what is read from files: other programs may count
/// from another moment.
History history_before(const ImportHistoryOptions& options) {
    History history;
    if (!options.append) return history;
    history = read_history(options.output);
    const auto epoch = parse_moment(history.epoch);
    if (!epoch) {
        throw InputError(fmt::format("{}: epoch '{}' is no moment", options.output, history.epoch));
    }
    const auto shift_s = static_cast<double>(*epoch);
    for (HistorySeries& series : history.series) series.start_s += shift_s;
    for (double& moment_s : history.jobs.submit_s) moment_s += shift_s;
    for (double& moment_s : history.jobs.end_s) moment_s += shift_s;
    history.epoch = History{}.epoch;
    return history;
}

/// Jobs that ended, into the history's table of jobs.
void run_jobs(const ImportHistoryOptions& options) {
    std::vector<std::string> problems;
    refuse(options.of_series, options.format, problems);
    if (options.format != "sacct") refuse(options.jobs.given, options.format, problems);
    if (!problems.empty()) throw UsageError(std::move(problems));
    History history = history_before(options);
    std::vector<std::string> notes;
    ProblemList wrong;
    for (const std::string& input : options.inputs) {
        wrong.attempt([&] {
            const JobTable jobs = read_jobs(options.format, input, options.jobs, notes);
            naming_file(input, [&] { refuse_faults(check(jobs)); });
            const std::string merged = merge_text(merge_jobs(history.jobs, jobs));
            if (!merged.empty()) notes.push_back(fmt::format("{}: {}", input, merged));
        });
    }
    wrong.throw_if_any();
    history.notes.insert(history.notes.end(), notes.begin(), notes.end());
    refuse_faults(check(history));
    write_history(options.output, history);
    fmt::print("{}\n{} jobs and {} series written to {}\n", fmt::join(notes, "\n"),
               history.jobs.size(), history.series.size(), options.output);
}

/// Values that were corrected, or a file of another site under this one's name.
void tell_replaced(const std::vector<SeriesMerge>& merges, History& history) {
    for (const SeriesMerge& merge : merges) {
        if (merge.replaced == 0) continue;
        const std::string said = fmt::format(
            "{}: {} of {} values that were there differ in the new file, which stands now",
            merge.id, merge.replaced, merge.replaced + merge.known);
        log_warning(said);
        history.notes.push_back(said);
    }
}

/// Means over a part of a step that did not replace what was known of it.
void tell_kept(const std::vector<SeriesMerge>& merges) {
    for (const SeriesMerge& merge : merges) {
        if (merge.kept == 0) continue;
        log_warning(
            fmt::format("{}: {} steps at the ends of the new file, which has a part of them only, "
                        "keep the values that were there; a file with all of such a step "
                        "replaces them",
                        merge.id, merge.kept));
    }
}

/// The step of the series that the columns of a file are added to; 0: none is there.
std::int64_t step_of(const History& history, const TimedTable& table) {
    for (const HistorySeries& series : history.series) {
        for (const MeasuredColumn& column : table.columns) {
            if (series.kind != table.kind || series.subject != column.subject ||
                series.quantity != column.quantity) {
                continue;
            }
            return std::llround(series.step_s);
        }
    }
    return 0;
}

/// The series that the files hold, as they are now, each once.
std::vector<HistorySeries> measured(const History& history,
                                    const std::vector<SeriesMerge>& merges) {
    std::vector<HistorySeries> found;
    for (const HistorySeries& series : history.series) {
        const auto is_it = [&](const SeriesMerge& merge) { return merge.id == series.id(); };
        if (std::any_of(merges.begin(), merges.end(), is_it)) found.push_back(series);
    }
    return found;
}

void run(const ImportHistoryOptions& options) {
    if (holds_jobs(options.format)) {
        std::vector<std::string> inputs = options.inputs;
        inputs.insert(inputs.end(), {options.jobs.nodes, options.jobs.config});
        check_outputs({options.output}, inputs);
        return run_jobs(options);
    }
    const HistoryFormat& format = history_format(options.format);
    check_options(format, options);
    check_outputs({options.output}, options.inputs);
    History history = history_before(options);
    std::vector<GridReport> reports;
    std::vector<SeriesMerge> merges;
    ProblemList problems;
    for (std::size_t i = 0; i < options.inputs.size(); ++i) {
        problems.attempt([&] {
            const MeasuredFile file{options.inputs[i],
                                    options.names.empty() ? "" : options.names[i], options.kind,
                                    !options.clock.empty()    ? options.clock
                                    : format.clock != nullptr ? format.clock
                                                              : "utc",
                                    options.skip_malformed};
            GridReport report;
            History found;
            TimedTable table = format.read(file, options);
            const std::int64_t known_step_s = step_of(history, table);
            found.series = lay_on_grid(std::move(table), options.step_s, report, known_step_s);
            naming_file(file.path, [&] { refuse_faults(check(found)); });
            history.notes.push_back(note_of(report));
            for (HistorySeries& series : found.series) {
                merges.push_back(naming_file(file.path, [&] {
                    return merge_series(history, std::move(series), report.parts);
                }));
            }
            reports.push_back(std::move(report));
        });
    }
    problems.throw_if_any();
    refuse_faults(check(history));
    tell_replaced(merges, history);
    tell_kept(merges);
    for (const std::string& warning : copy_warnings(history.series)) {
        log_warning(warning);
        history.notes.push_back(warning);
    }
    write_history(options.output, history);
    std::vector<std::string> lines = report_lines(reports, measured(history, merges));
    for (const SeriesMerge& merge : merges) {
        const std::string text = merge_text(merge);
        if (!text.empty()) lines.push_back(fmt::format("{}: {}", merge.id, text));
    }
    fmt::print("{}\n{} series written to {}\n", fmt::join(lines, "\n"), history.series.size(),
               options.output);
}

}  // namespace

void add_import_history_command(CLI::App& program) {
    CLI::App* command = program.add_subcommand(
        "import-history", "Make a history file of measurements: what forecasts learn from.");
    const auto options = std::make_shared<ImportHistoryOptions>();
    command
        ->add_option(
            "format", options->format,
            "csv: a moment, then a column a series, headed QUANTITY [UNIT] or SITE/QUANTITY "
            "[UNIT], as temperature_c [degC]; biohpc: GPU servers; ett: transformers; carbon, "
            "price, weather: the energy files of `import`; and jobs that ended: swf, sacct (what "
            "sacct -P printed), jobs (a CSV file with id,submit_s,end_s,runtime_s and more). "
            "io/import/history/README.md has examples.")
        ->required();
    command->add_option("input", options->inputs, "Input files.")->required();
    CLI::Option* const names =
        command->add_option("--name", options->names,
                            "Site, server or class that a file is about, once for each file; else "
                            "what the file or its name says.");
    CLI::Option* const kind =
        command->add_option("--kind", options->kind, "csv: what the files are about; else site.")
            ->check(one_of({"site", "server", "class"}));
    CLI::Option* const clock = command->add_option(
        "--clock", options->clock,
        fmt::format("Clock of moments without an offset: an offset as +05:30, or "
                    "one of {}. Else utc, for biohpc us-eastern.",
                    fmt::join(LocalClock::names(), ", ")));
    CLI::Option* const step =
        command
            ->add_option(
                "--step-s", options->step_s,
                "Length of a step; values are the means of its rows. Else the distance that "
                "most rows have, and all must have.")
            ->transform(in_unit("s"))
            ->check(between(std::int64_t{1}, std::int64_t{31'536'000}));
    CLI::Option* const column =
        command
            ->add_option("--carbon-column", options->carbon_column,
                         "carbon: with or without the emissions of building the plants.")
            ->check(one_of({"life-cycle", "direct"}));
    CLI::Option* const skip =
        command->add_flag("--skip-malformed", options->skip_malformed,
                          "Leave malformed rows out and count them, instead of refusing the file.");
    options->kind_option = kind;
    options->carbon_column_option = column;
    options->of_series = {names, kind, clock, step, column, skip};
    add_job_options(*command, options->jobs);
    command->add_flag("--append", options->append,
                      "Add to the history file that is there; what it holds already may "
                      "stand in the new files again.");
    command->add_option("-o,--output", options->output, "History file to write.")->required();
    command->callback([options] { run(*options); });
}

}  // namespace nightwatt
