#pragma once

#include <cmath>

namespace nightwatt::referee {

inline constexpr double joules_per_kwh = 3.6e6;
inline constexpr double joules_per_wh = 3.6e3;
inline constexpr double ms_per_hour = 3.6e6;

/// Seconds as milliseconds. A value that only the conversion moved off a whole number is put back
/// on it: 2.3 s are 2300 ms, not 2299.9999999999995.
inline double to_ms(double seconds) {
    const double ms = seconds * 1e3;
    const double whole = std::nearbyint(ms);
    return std::abs(ms - whole) <= 1e-14 * std::abs(ms) ? whole : ms;
}

/// How far a quantity lies from the whole number of units that the planner takes for it.
inline double rounding_of(double amount) {
    return std::abs(amount - std::nearbyint(amount));
}

/// The same for an amount in units of which `per_unit` make one of the planner's (1e3: W to mW).
/// What only the conversion moved off a whole number does not count.
inline double rounding_of(double amount, double per_unit) {
    const double scaled = amount * per_unit;
    const double off = rounding_of(scaled);
    return off <= 1e-14 * std::abs(scaled) ? 0.0 : off / per_unit;
}

/// Slack on comparisons of moments for what double precision itself moves, ms.
inline constexpr double moment_slack_ms = 1e-6;

}  // namespace nightwatt::referee
