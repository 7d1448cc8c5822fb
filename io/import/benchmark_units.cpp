#include "io/import/benchmark_units.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "errors.hpp"

namespace nightwatt {

namespace {

constexpr int one_second = 3;
constexpr int coarsest = 0;
constexpr int finest = 12;

}  // namespace

double TimeUnit::ms() const {
    double result = 1;
    for (int k = 0; k < exponent; ++k) result *= 10;
    return result;
}

std::int64_t TimeUnit::to_ms(double value) const {
    return std::max<std::int64_t>(1, std::llround(value * ms()));
}

double TimeUnit::error(const std::vector<double>& values) const {
    constexpr double noise = 1e-15;  // of reading a decimal and multiplying it
    const double unit_ms = ms();
    double largest = 0;
    for (const double value : values) {
        const double exact_ms = value * unit_ms;
        const double off_ms = std::abs(static_cast<double>(to_ms(value)) - exact_ms);
        if (off_ms > noise * exact_ms) largest = std::max(largest, off_ms / unit_ms);
    }
    return largest;
}

std::string TimeUnit::text() const {
    return fmt::format("1 unit = {:g} s", ms() / 1000);
}

TimeUnit choose_time_unit(const std::vector<double>& values, const std::string& source) {
    const double longest = values.empty() ? 0 : *std::max_element(values.begin(), values.end());
    if (longest > largest_duration_ms) {
        throw InputError(fmt::format("{}: a time of {} is too long; at most {} units can be told",
                                     source, longest, largest_duration_ms));
    }
    // A time of zero becomes one millisecond at any unit; it must not decide.
    std::vector<double> positive;
    std::copy_if(values.begin(), values.end(), std::back_inserter(positive),
                 [](double value) { return value > 0; });

    TimeUnit best{coarsest};
    bool best_is_exact = false;
    for (int exponent = coarsest; exponent <= finest; ++exponent) {
        const TimeUnit unit{exponent};
        if (longest * unit.ms() > largest_duration_ms) break;
        const bool exact = unit.error(positive) == 0;
        const bool nearer = std::abs(exponent - one_second) < std::abs(best.exponent - one_second);
        if (exact ? !best_is_exact || nearer : !best_is_exact) best = unit;
        best_is_exact = best_is_exact || exact;
    }
    return best;
}

double weight_per_h(const TimeUnit& unit) {
    constexpr double ms_per_h = 3.6e6;
    return ms_per_h / unit.ms();
}

std::string rounding_text(double error) {
    if (error == 0) return "every runtime is exact";
    return fmt::format("a runtime is off by at most {:.3g} units", error);
}

}  // namespace nightwatt
