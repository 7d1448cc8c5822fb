#include "io/import/benchmark_units.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iterator>

#include "errors.hpp"

namespace nightwatt {

namespace {

constexpr int one_second = 3;
constexpr int coarsest = -9;
constexpr int finest = 12;

double power_of_ten(int exponent) {
    double result = 1;
    for (int k = 0; k < exponent; ++k) result *= 10;
    return result;
}

bool fits(const TimeUnit& unit, double longest, const TimeDemand& demand) {
    return unit.exact_ms(longest) <= std::min(largest_duration_ms, demand.longest_horizon_ms()) &&
           unit.exact_ms(demand.shortest_horizon()) <= demand.longest_horizon_ms();
}

}  // namespace

double TimeUnit::exact_ms(double value) const {
    // Powers of ten are exact, so each branch rounds once.
    return exponent >= 0 ? value * power_of_ten(exponent) : value / power_of_ten(-exponent);
}

std::int64_t TimeUnit::to_ms(double value) const {
    return std::max<std::int64_t>(1, std::llround(exact_ms(value)));
}

double TimeUnit::error(const std::vector<double>& values) const {
    constexpr double noise = 1e-15;  // of reading a decimal and scaling it
    double largest_ms = 0;
    for (const double value : values) {
        const double off_ms = std::abs(static_cast<double>(to_ms(value)) - exact_ms(value));
        if (off_ms > noise * exact_ms(value)) largest_ms = std::max(largest_ms, off_ms);
    }
    return largest_ms * per_s() / 1000;
}

double TimeUnit::per_s() const {
    const int power = one_second - exponent;
    return power >= 0 ? power_of_ten(power) : 1 / power_of_ten(-power);
}

std::string TimeUnit::text() const {
    return fmt::format("1 unit = {:g} s", 1 / per_s());
}

double TimeDemand::longest_horizon_ms() const {
    const double walkers = static_cast<double>(tasks + servers);
    return std::floor(std::min({priced_horizon_ms, largest_moment_ms, largest_sum / walkers}));
}

double TimeDemand::shortest_horizon() const {
    return longest_load * std::min(1.0, 4 / static_cast<double>(servers));
}

TimeUnit choose_time_unit(const std::vector<double>& values, const TimeDemand& demand,
                          const std::string& source) {
    const double longest = values.empty() ? 0 : *std::max_element(values.begin(), values.end());
    // A time of zero becomes one millisecond at any unit; it must not decide.
    std::vector<double> positive;
    std::copy_if(values.begin(), values.end(), std::back_inserter(positive),
                 [](double value) { return value > 0; });
    if (!fits({coarsest}, longest, demand)) {
        throw InputError(fmt::format(
            "{}: times of up to {} with {} tasks on {} servers are too long to be counted "
            "in milliseconds in any unit",
            source, longest, demand.tasks, demand.servers));
    }
    TimeUnit unit{coarsest};
    while (unit.exponent < finest && fits({unit.exponent + 1}, longest, demand) &&
           (unit.exponent < one_second || unit.error(positive) > 0)) {
        ++unit.exponent;
    }
    return unit;
}

double units_per_money(double worst) {
    double units = 1;
    while (worst / units > largest_money) units *= 10;
    return units;
}

std::string rounding_text(double error) {
    if (error == 0) return "every runtime is exact";
    return fmt::format("a runtime is off by at most {:.3g} units", error);
}

}  // namespace nightwatt
