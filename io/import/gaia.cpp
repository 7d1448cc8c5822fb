#include "io/import/gaia.hpp"

#include <fmt/format.h>

#include <cmath>

#include "instance/columns.hpp"
#include "instance/tables.hpp"
#include "io/import/csv_fields.hpp"
#include "io/import/csv_file.hpp"
#include "io/import/problem_list.hpp"
#include "io/import/text_file.hpp"

namespace nightwatt {

namespace {

constexpr double longest_s = 1e12;

double rounded_s(double value, double ms) {
    return std::round(value * ms) / 1000;
}

}  // namespace

TraceTasks import_gaia(const std::string& path, GaiaTime time) {
    const CsvFile file = read_csv(path);
    ProblemList problems;
    CsvFields fields(file, problems);
    const std::vector<std::size_t> column = fields.columns({"arrival_time", "length", "cpus"});
    const double ms = time == GaiaTime::Hours ? 3.6e6 : 1000;

    TraceTasks tasks;
    tasks.resources = {"cpu"};
    std::size_t without_length = 0;
    std::size_t without_cpus = 0;
    for (std::size_t row = 0; row < file.rows.size(); ++row) {
        const auto arrival = fields.number(row, column[0], 0, longest_s);
        const auto length = fields.number(row, column[1], 0, longest_s);
        const auto cpus = fields.number(row, column[2], 0, max_resource_units);
        if (!arrival || !length || !cpus) continue;
        if (*cpus != std::floor(*cpus)) {
            fields.problem(row, column[2], "a whole number is needed");
        } else if (rounded_s(*length, ms) == 0) {
            ++without_length;
        } else if (*cpus == 0) {
            ++without_cpus;
        } else {
            tasks.add(fmt::format("{}", row + 1), rounded_s(*arrival, ms), rounded_s(*length, ms),
                      none, {static_cast<std::uint32_t>(*cpus)});
        }
    }
    if (tasks.size() == 0) problems.add(fmt::format("{}: there is no task with a length", path));
    problems.throw_if_any();
    tasks.notes.push_back(fmt::format("Tasks: {} rows of {}, times read as {}.", tasks.size(),
                                      file_name(path),
                                      time == GaiaTime::Hours ? "hours" : "seconds"));
    if (without_length > 0) {
        tasks.notes.push_back(fmt::format("Skipped: {} tasks of no length.", without_length));
    }
    if (without_cpus > 0) {
        tasks.notes.push_back(fmt::format("Skipped: {} tasks without cpus.", without_cpus));
    }
    return tasks;
}

}  // namespace nightwatt
