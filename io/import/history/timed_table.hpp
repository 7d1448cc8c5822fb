#pragma once

#include <string>
#include <vector>

#include "io/import/time_series.hpp"

namespace nightwatt {

/// What one column of a file measures.
struct MeasuredColumn {
    std::string subject;
    std::string quantity;
    std::string unit;
};

/// One row of a file: a moment and a value a column, NaN where there is none.
struct TimedRow {
    UtcSeconds moment = 0;
    std::vector<double> values;
    std::string place;  ///< line, or entry of a JSON array
};

/// A file of measurements before it is known that its rows follow each other: in any order, with
/// gaps and repetitions.
struct TimedTable {
    std::string path;
    std::string kind;  ///< of history.hpp: site, server or class
    std::vector<MeasuredColumn> columns;
    std::vector<TimedRow> rows;
    std::vector<std::string> skipped;  ///< malformed rows that were left out, with their place
};

}  // namespace nightwatt
