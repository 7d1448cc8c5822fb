#pragma once

#include <optional>
#include <string>
#include <vector>

#include "io/import/utc_time.hpp"

namespace nightwatt {

/// A clock on the wall: an offset from UTC, and a rule for daylight saving. United States since
/// 2007: second Sunday of March, 2:00, to first Sunday of November, 2:00. Europe since 1996: last
/// Sundays of March and October, 1:00 UTC.
class LocalClock {
  public:
    /// "utc", "+05:30", "us-eastern", "eu-central", ...: names(). Throws UsageError.
    explicit LocalClock(const std::string& name);

    [[nodiscard]] static std::vector<std::string> names();

    /// Whether the rule was in force when the clock showed that (a reading taken for UTC).
    [[nodiscard]] bool knows(UtcSeconds clock) const;
    /// First year of the rule; 0: always.
    [[nodiscard]] int first_year() const;

    /// The moments at which this clock shows `clock` (a reading taken for UTC), in order: two in
    /// the hour that autumn repeats, none in the hour that spring skips, or before the rule.
    [[nodiscard]] std::vector<UtcSeconds> moments(UtcSeconds clock) const;

  private:
    enum class Rule { None, UnitedStates, Europe };

    [[nodiscard]] bool is_summer(UtcSeconds moment) const;

    std::int64_t offset_s_ = 0;  ///< in winter
    Rule rule_ = Rule::None;
};

}  // namespace nightwatt
