#pragma once

#include "instance/check_problems.hpp"
#include "instance/instance.hpp"

namespace nightwatt {

/// The parts of check(), each in a file of its own. After the shape all of them run, so that every
/// problem is said at once: a later part leaves out what it could only judge, or index by, where an
/// earlier part found it sound.

/// Columns of a table are of one length; needed tables have rows; resources are named.
void check_shape(const Instance& instance, CheckProblems& problems);
/// Attributes: ranges, the epoch, the horizon and its slots, choices.
void check_attributes(const Instance& instance, CheckProblems& problems);
/// Every value against its Column's range; ids; row numbers of other tables.
void check_values(const Instance& instance, CheckProblems& problems);
/// Classes and their levels, servers.
void check_machines(const Instance& instance, CheckProblems& problems);
/// Sites, cooling curves, links, series.
void check_sites(const Instance& instance, CheckProblems& problems);
/// Batteries, each row by itself.
void check_batteries(const Instance& instance, CheckProblems& problems);
/// Tasks and runtimes, each row by itself.
void check_tasks(const Instance& instance, CheckProblems& problems);
/// Every task fits a server.
void check_fit(const Instance& instance, CheckProblems& problems);

/// No time may lie further away: ten years.
inline constexpr double max_time_s = 10 * 365.25 * 86400.0;
/// Longest runtime, highest power of a task or server: the planner keeps them in 32 bits, as
/// milliseconds and milliwatts.
inline constexpr double max_run_s = 4294967.0;
inline constexpr double max_power_w = 4294967.0;

/// "/tasks/release_s[7] 'job-7'": where a value stands. `ids` may be shorter than the table.
[[nodiscard]] std::string value_place(std::string_view table, std::string_view column,
                                      std::size_t row, const std::vector<std::string>& ids = {});

}  // namespace nightwatt
