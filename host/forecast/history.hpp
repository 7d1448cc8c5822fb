#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "forecast/job_history.hpp"

namespace nightwatt {

inline constexpr double day_s = 86'400;

/// Measurements at equal steps of time. A value is the mean over its step; NaN: not measured.
struct HistorySeries {
    std::string kind;      ///< what was measured belongs to a "site", a "server" or a "class"
    std::string subject;   ///< name of that site, server or class
    std::string quantity;  ///< for a site series of an instance its column: "price_per_kwh"
    std::string unit;      ///< UDUNITS
    double start_s = 0;    ///< since the history's epoch
    double step_s = 0;
    std::vector<double> values;

    [[nodiscard]] std::string id() const { return subject + "/" + quantity; }
    [[nodiscard]] double end_s() const {
        return start_s + step_s * static_cast<double>(values.size());
    }
};

/// Everything in a history file.
struct History {
    std::string epoch = "1970-01-01T00:00:00Z";
    std::vector<std::string> notes;
    std::vector<HistorySeries> series;
    JobTable jobs;
};

inline constexpr const char* history_kinds[] = {"site", "server", "class"};

/// How much of a series is missing.
struct GapCount {
    std::size_t missing = 0;
    std::size_t longest = 0;  ///< steps in a row
};
[[nodiscard]] GapCount count_gaps(const std::vector<double>& values);

/// Whether two measured values differ.
[[nodiscard]] bool varies(const std::vector<double>& values);

/// Steps after which a series repeats itself exactly to its end, missing values included; 0: it
/// does not. A constant series does not count, nor a repetition of less than `shortest` steps: such
/// a series is a copy laid end to end, and a forecast of it proves nothing.
[[nodiscard]] std::size_t repetition_steps(const std::vector<double>& values,
                                           std::size_t shortest = 48);

/// What is wrong with a history: ids that stand twice, unknown kinds, steps that are not positive,
/// values that are infinite; jobs. One message a problem.
[[nodiscard]] std::vector<std::string> check(const History& history);

}  // namespace nightwatt
