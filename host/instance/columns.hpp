#pragma once

#include <concepts>
#include <limits>
#include <optional>
#include <string_view>
#include <type_traits>

namespace nightwatt {

/// What values a column may hold. Checked for every value, in every input format.
enum class Range {
    Finite,            ///< any finite number
    NonNegative,       ///< finite and >= 0
    Positive,          ///< finite and > 0
    Fraction,          ///< 0 <= x <= 1
    FiniteOrNone,      ///< finite, or NaN for "none"
    NonNegativeOrNone  ///< finite and >= 0, or NaN for "none"
};

/// How a column's unit is to be written in a file.
enum class UnitKind {
    Plain,    ///< `unit` is a UDUNITS string ("s", "W"); empty for a count or an index
    Instant,  ///< a moment: written as "seconds since <epoch>"
    Money     ///< `unit` is per money ("h-1"); the currency stands in an attribute of its own
};

/// One row of the schema: the same row drives the HDF5 and CSV readers and writers, the value
/// checks, the content hash and the test that holds io/README.md against the code.
struct Column {
    std::string_view name;
    std::string_view unit;
    UnitKind kind;
    Range range;
    std::optional<double> fallback;  ///< value where the file has no such column; none: required
    std::string_view help;
};

template <class T, class Table>
concept SameTable = std::same_as<std::remove_const_t<T>, Table>;

inline constexpr double none = std::numeric_limits<double>::quiet_NaN();

}  // namespace nightwatt
