#pragma once

#include <string>
#include <vector>

#include "forecast/history.hpp"
#include "forecast/merge_series.hpp"
#include "io/import/history/timed_table.hpp"

namespace nightwatt {

/// What laying a file's rows on equal steps found.
struct GridReport {
    std::string path;
    std::size_t rows = 0;
    std::int64_t step_s = 0;
    bool newest_first = false;
    std::size_t out_of_order = 0;  ///< rows that do not follow the order of the others
    std::size_t repeated = 0;      ///< rows that say again what another one said
    std::size_t averaged = 0;      ///< rows beyond the first in a step
    std::vector<std::string> skipped;
    PartSteps parts;  ///< ends that the rows do not fill; only where means were taken
};

/// Lays the rows of a file on equal steps: sorts them, drops rows that stand twice, and marks steps
/// without a row as not measured; nothing is filled in. `step_s` = 0 takes the most frequent
/// distance of neighbouring rows, and a row beside that grid is then a problem that names it;
/// rows that are all of one moment have `known_step_s` (0: unknown), the step of the series they
/// belong to. Another step_s takes the mean of the rows in each step, and the report says which
/// first and last steps the rows do not fill. Two rows of one moment that differ are a problem.
/// Throws InputError with every problem.
[[nodiscard]] std::vector<HistorySeries> lay_on_grid(TimedTable table, std::int64_t step_s,
                                                     GridReport& report,
                                                     std::int64_t known_step_s = 0);

/// What a user should know about imported files and series, a line each: rows, order, repetitions,
/// and of each series how much is missing, and whether it repeats itself.
[[nodiscard]] std::vector<std::string> report_lines(const std::vector<GridReport>& reports,
                                                    const std::vector<HistorySeries>& series);

/// Warnings among these: series that repeat themselves or equal another one.
[[nodiscard]] std::vector<std::string> copy_warnings(const std::vector<HistorySeries>& series);

}  // namespace nightwatt
