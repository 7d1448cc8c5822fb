#include "problem/rounding.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace nightwatt {

void Rounder::begin(const std::string& quantity, const std::string& unit, double maximum) {
    report_.push_back({fmt::format("{}, {}", quantity, unit)});
    maximum_ = maximum;
    named_ = false;
}

std::int64_t Rounder::round(double value, double scale, std::size_t row) {
    RoundingError& error = report_.back();
    const double exact = value * scale;
    const double rounded = std::round(exact);
    if (!(std::fabs(rounded) <= maximum_)) {
        if (!named_) {
            problems_.push_back(fmt::format(
                "{}: row {} gives {:.6g}, but the planner holds at most {:.6g}; choose other units "
                "or split the task",
                error.quantity, row, exact, maximum_));
            named_ = true;
        }
        return 0;
    }
    const double off = std::fabs(rounded - exact);
    error.largest_absolute = std::max(error.largest_absolute, off);
    if (exact != 0)
        error.largest_relative = std::max(error.largest_relative, off / std::fabs(exact));
    ++error.values;
    return static_cast<std::int64_t>(rounded);
}

}  // namespace nightwatt
