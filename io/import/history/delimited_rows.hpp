#pragma once

#include <functional>
#include <string>
#include <vector>

#include "io/import/csv_file.hpp"
#include "io/import/history/local_clock.hpp"
#include "io/import/history/measured_files.hpp"
#include "io/import/history/timed_table.hpp"

namespace nightwatt {

/// Turns rows of text into rows of moments and values.
struct RowForm {
    std::size_t time_column = 0;
    std::vector<std::size_t> value_columns;
};

/// Malformed rows (another number of fields, no moment, no number) are one problem each, or are
/// left out and counted where the file allows it. Moments with an offset from UTC are taken as they
/// are, others by the file's clock: of the two hours that such a clock shows alike in autumn the
/// second is meant where the first stands before it. Throws InputError.
void read_rows(const CsvFile& text, const RowForm& form, const MeasuredFile& file,
               TimedTable& table);

}  // namespace nightwatt
