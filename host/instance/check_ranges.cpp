#include "instance/check_ranges.hpp"

#include <cmath>

#include "instance/check_parts.hpp"

namespace nightwatt {

const char* range_text(Range range) {
    switch (range) {
        case Range::Finite:
            return "finite";
        case Range::NonNegative:
            return "finite, >= 0";
        case Range::Positive:
            return "finite, > 0";
        case Range::Fraction:
            return "0 to 1";
        case Range::FiniteOrNone:
            return "finite or NaN";
        case Range::NonNegativeOrNone:
            return "finite, >= 0, or NaN";
    }
    return "";
}

const char* broken_rule(const Column& column, double value) {
    constexpr double max_amount = 1e18;
    const bool optional =
        column.range == Range::FiniteOrNone || column.range == Range::NonNegativeOrNone;
    if (std::isnan(value) && optional) return nullptr;
    if (!std::isfinite(value)) return "must be a finite number";
    if (column.range == Range::Positive && value <= 0) return "must be above 0";
    if (column.range == Range::Fraction && (value < 0 || value > 1)) return "must be from 0 to 1";
    if (column.range != Range::Finite && column.range != Range::FiniteOrNone && value < 0) {
        return "must not be negative";
    }
    if (column.unit == "s" && std::abs(value) > max_time_s) return "must be within ten years";
    if (std::abs(value) > max_amount) return "must be below 1e18";
    return nullptr;
}

}  // namespace nightwatt
