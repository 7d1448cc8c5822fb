#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "io/import/problem_list.hpp"
#include "io/import/utc_time.hpp"

namespace nightwatt {

/// Values at equal steps of time, each constant until the next: what every file of prices, carbon
/// intensities, temperatures or solar output is read into.
struct TimeSeries {
    std::string path;
    std::string what;  ///< "price", for messages
    UtcSeconds start = 0;
    std::int64_t step_s = 0;
    std::vector<double> values;

    [[nodiscard]] UtcSeconds end() const {
        return start + step_s * static_cast<std::int64_t>(values.size());
    }
};

/// A row of such a file before it is known that the rows follow each other.
struct TimedValue {
    UtcSeconds moment = 0;
    double value = 0;   ///< NaN: the file has the row, but no value
    std::string place;  ///< in the file: line, or entry of a JSON array
};

/// Makes a series of rows that must follow each other by `step_s`: a missing, repeated or misplaced
/// row, or one without a value, is a problem that names it. Throws InputError.
[[nodiscard]] TimeSeries make_series(std::string path, std::string what, std::int64_t step_s,
                                     const std::vector<TimedValue>& rows);

/// The same by the step that most neighbours have: prices come hour by hour or in quarters of one.
[[nodiscard]] TimeSeries make_series(std::string path, std::string what,
                                     const std::vector<TimedValue>& rows);

/// The most frequent distance of neighbours that follow each other in time; of equally frequent
/// ones the shortest. 0: there is none.
[[nodiscard]] std::int64_t usual_step_s(const std::vector<UtcSeconds>& moments);

/// Mean of the series over each slot. A slot that the series does not cover is a problem that names
/// file and moment; its values are then left out.
[[nodiscard]] std::vector<double> mean_by_slot(const TimeSeries& series, UtcSeconds start,
                                               double slot_s, std::size_t slots,
                                               ProblemList& problems);

}  // namespace nightwatt
