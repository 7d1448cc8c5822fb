#include "io/history_file.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "errors.hpp"
#include "forecast/history_tables.hpp"
#include "io/attribute_reader.hpp"
#include "io/column_label.hpp"
#include "io/file_formats.hpp"
#include "io/hdf5_reader.hpp"
#include "io/hdf5_writer.hpp"
#include "io/table_reader.hpp"

namespace nightwatt {

namespace {

constexpr std::string_view series_group = "series";
constexpr std::string_view values_group = "history";
constexpr std::string_view jobs_group = "jobs";
constexpr std::string_view needs_group = "job_needs";

constexpr std::size_t max_job_resources = 64;

bool is_known_table(std::string_view name) {
    return name == series_group || name == values_group || name == jobs_group ||
           name == needs_group;
}

template <class Table>
void take_table(Table& table, std::string_view name, Hdf5Content& content, const std::string& epoch,
                FileProblems& problems) {
    const bool optional = name == jobs_group || name == needs_group;
    TableReader reader(name, optional, find_table(content, name), epoch, problems);
    visit_columns(table, [&](const Column& column, auto& values) { reader.take(column, values); });
    reader.finish();
}

/// Cuts the values into series. Lengths are judged before anything is cut.
void fill_series(History& history, HistorySeriesTable& index, const std::vector<double>& values,
                 FileProblems& problems) {
    std::size_t left = values.size();
    for (std::size_t row = 0; row < index.size(); ++row) {
        const std::int64_t steps = index.steps[row];
        if (steps < 0 || static_cast<std::uint64_t>(steps) > left) {
            problems.add(fmt::format("/series/steps[{}]", row),
                         fmt::format("is {}, but /history holds {} more values", steps, left));
            return;
        }
        const std::size_t begin = values.size() - left;
        HistorySeries series;
        series.kind = std::move(index.kind[row]);
        series.subject = std::move(index.subject[row]);
        series.quantity = std::move(index.quantity[row]);
        series.unit = std::move(index.unit[row]);
        series.start_s = index.start_s[row];
        series.step_s = index.step_s[row];
        series.values.assign(values.begin() + static_cast<std::ptrdiff_t>(begin),
                             values.begin() + static_cast<std::ptrdiff_t>(begin) + steps);
        if (index.id[row] != series.id()) {
            problems.add(
                fmt::format("/series/id[{}]", row),
                fmt::format("is '{}', not subject/quantity, '{}'", index.id[row], series.id()));
        }
        history.series.push_back(std::move(series));
        left -= static_cast<std::size_t>(steps);
    }
    if (left > 0) problems.add("/history/value", fmt::format("has {} values too many", left));
}

/// Sorts /job_needs into columns of the jobs. A history without jobs may have none of it.
void fill_needs(JobTable& jobs, const JobNeedTable& needs, FileProblems& problems) {
    for (std::size_t row = 0; row < needs.size(); ++row) {
        const std::int64_t job = needs.job[row];
        if (job < 0 || static_cast<std::uint64_t>(job) >= jobs.size()) {
            problems.add(fmt::format("/job_needs/job[{}]", row),
                         fmt::format("is {}, but there are {} jobs", job, jobs.size()));
            return;
        }
        auto found = std::find(jobs.resources.begin(), jobs.resources.end(), needs.resource[row]);
        if (found == jobs.resources.end()) {
            if (jobs.resources.size() == max_job_resources) {
                problems.add("/job_needs/resource",
                             fmt::format("names more than {} resources", max_job_resources));
                return;
            }
            jobs.resources.push_back(needs.resource[row]);
            jobs.need.emplace_back(jobs.size(), 0.0);
            found = jobs.resources.end() - 1;
        }
        jobs.need[static_cast<std::size_t>(found - jobs.resources.begin())]
                 [static_cast<std::size_t>(job)] = needs.units[row];
    }
}

JobNeedTable needs_of(const JobTable& jobs) {
    JobNeedTable needs;
    for (std::size_t job = 0; job < jobs.size(); ++job) {
        for (std::size_t r = 0; r < jobs.resources.size(); ++r) {
            if (jobs.need[r][job] == 0) continue;
            needs.job.push_back(static_cast<std::int64_t>(job));
            needs.resource.push_back(jobs.resources[r]);
            needs.units.push_back(jobs.need[r][job]);
        }
    }
    return needs;
}

template <class Table>
void write_table(Hdf5Writer& writer, std::string_view name, std::string_view help,
                 const Table& table, const std::string& epoch) {
    writer.table(name, help, table.size());
    visit_columns(table, [&](const Column& column, const auto& values) {
        writer.column(
            {std::string(column.name), file_units(column, epoch), std::string(column.help), ""},
            values);
    });
}

}  // namespace

Hdf5Request history_request() {
    return {std::string(history_format), 1,
            [](std::string_view table, std::string_view) { return is_known_table(table); }};
}

History history_of(Hdf5Content content, const std::string& path) {
    History history;
    FileProblems problems(path);
    AttributeReader attributes(content.attributes, problems);
    visit_attributes(history,
                     [&](const Column& column, auto& value) { attributes.take(column, value); });
    attributes.finish();
    for (const Hdf5Table& table : content.tables) {
        if (!is_known_table(table.name)) problems.add("/" + table.name, "is not known");
    }
    HistorySeriesTable index;
    HistoryValueTable values;
    take_table(index, series_group, content, history.epoch, problems);
    take_table(values, values_group, content, history.epoch, problems);
    JobNeedTable needs;
    take_table(history.jobs, jobs_group, content, history.epoch, problems);
    take_table(needs, needs_group, content, history.epoch, problems);
    problems.finish();
    if (index.unit.empty()) index.unit.resize(index.size());
    fill_series(history, index, values.value, problems);
    fill_needs(history.jobs, needs, problems);
    for (const std::string& problem : check(history)) problems.add("a row", problem);
    problems.finish();
    return history;
}

History read_history(const std::string& path) {
    return history_of(read_hdf5(path, history_request()), path);
}

void write_history(const std::string& path, const History& history) {
    HistorySeriesTable index;
    HistoryValueTable values;
    for (const HistorySeries& series : history.series) {
        index.id.push_back(series.id());
        index.kind.push_back(series.kind);
        index.subject.push_back(series.subject);
        index.quantity.push_back(series.quantity);
        index.unit.push_back(series.unit);
        index.start_s.push_back(series.start_s);
        index.step_s.push_back(series.step_s);
        index.steps.push_back(static_cast<std::int64_t>(series.values.size()));
        values.value.insert(values.value.end(), series.values.begin(), series.values.end());
    }
    Hdf5Writer writer(path, history_format, history_version);
    writer.attribute("created_by", program_name());
    visit_attributes(history, [&](const Column& column, const auto& value) {
        writer.attribute(column.name, value);
    });
    write_table(writer, series_group, "One row a series.", index, history.epoch);
    write_table(writer, values_group, "The series' values, one series after another.", values,
                history.epoch);
    if (history.jobs.size() > 0) {
        write_table(writer, jobs_group, "Jobs that ended, one row a job.", history.jobs,
                    history.epoch);
        write_table(writer, needs_group, "What they held.", needs_of(history.jobs), history.epoch);
    }
    writer.finish();
}

}  // namespace nightwatt
