#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace nightwatt {

/// Durations are whole milliseconds in 32 bits, power whole milliwatts in 32 bits.
inline constexpr double largest_duration_ms = 4294967295.0;
inline constexpr double largest_power_mw = 4294967295.0;

/// How many milliseconds stand for one unit of time of a benchmark: 10^exponent. A benchmark's unit
/// is nothing but a number, so the import may choose what loses least.
struct TimeUnit {
    int exponent = 3;

    [[nodiscard]] double ms() const;
    /// Whole milliseconds of a benchmark's time, to the nearest, and at least one.
    [[nodiscard]] std::int64_t to_ms(double value) const;
    /// Largest |to_ms(v) / ms() - v| over the values, in benchmark units; rounding of the doubles
    /// themselves does not count.
    [[nodiscard]] double error(const std::vector<double>& values) const;
    /// "1 unit = 0.1 s".
    [[nodiscard]] std::string text() const;
};

/// The exponent at which all values are whole milliseconds, nearest to "1 unit = 1 s"; where there
/// is none, the finest at which the largest value fits. Throws InputError, naming `source`, where
/// even one unit a millisecond is too long.
[[nodiscard]] TimeUnit choose_time_unit(const std::vector<double>& values,
                                        const std::string& source);

/// Tardiness weight per hour of 1 money a benchmark unit of time.
[[nodiscard]] double weight_per_h(const TimeUnit& unit);

/// "every runtime is exact" or "a runtime is off by at most X units".
[[nodiscard]] std::string rounding_text(double error);

}  // namespace nightwatt
