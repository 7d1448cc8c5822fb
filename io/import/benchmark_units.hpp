#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace nightwatt {

/// The planner's integers: durations are whole milliseconds and power whole milliwatts, in 32 bits;
/// sums over a plan must stay below 2^61 in the units of kernels/units.hpp. A benchmark's units are
/// nothing but numbers, so an import chooses the ones that fit and lose least.
inline constexpr double largest_duration_ms = 4294967294.0;
inline constexpr double largest_power_mw = 4294967295.0;
inline constexpr double largest_sum = 1e18;           ///< 2^61 less a factor of two kept in hand
inline constexpr double largest_money = 1e9;          ///< likewise, at a billionth each
inline constexpr double largest_moment_ms = 3.15e11;  ///< check() wants ten years at most

/// How many milliseconds stand for one unit of time of a benchmark: 10^exponent.
struct TimeUnit {
    int exponent = 3;

    /// A benchmark's time in milliseconds, not rounded.
    [[nodiscard]] double exact_ms(double value) const;
    /// Whole milliseconds of a benchmark's time, to the nearest, and at least one.
    [[nodiscard]] std::int64_t to_ms(double value) const;
    /// Largest difference that to_ms() makes to a value, in benchmark units; rounding of the
    /// doubles themselves does not count.
    [[nodiscard]] double error(const std::vector<double>& values) const;
    /// Benchmark units a second and an hour.
    [[nodiscard]] double per_s() const;
    [[nodiscard]] double per_h() const { return per_s() * 3600; }
    /// "1 unit = 0.1 s".
    [[nodiscard]] std::string text() const;
};

/// What a unit of time must suit.
struct TimeDemand {
    /// All tasks on the server on which they take longest, in benchmark units: by then every
    /// assignment in any order ends.
    double longest_load = 0;
    std::size_t tasks = 0;
    std::size_t servers = 0;
    double priced_horizon_ms = largest_moment_ms;  ///< longest over which prices can be summed

    /// Longest horizon that the planner can hold.
    [[nodiscard]] double longest_horizon_ms() const;
    /// Shortest horizon that leaves room: four times an even share of the longest load, in units.
    [[nodiscard]] double shortest_horizon() const;
};

/// The exponent at which all values are whole milliseconds, nearest to "1 unit = 1 s"; where there
/// is none, the finest at which the values and the shortest horizon fit. Throws InputError, naming
/// `source`, where none fits.
[[nodiscard]] TimeUnit choose_time_unit(const std::vector<double>& values, const TimeDemand& demand,
                                        const std::string& source);

/// Benchmark units that one unit of money stands for: 1, or the least power of ten at which `worst`
/// benchmark units are not too much money.
[[nodiscard]] double units_per_money(double worst);

/// "every runtime is exact" or "a runtime is off by at most X units".
[[nodiscard]] std::string rounding_text(double error);

}  // namespace nightwatt
