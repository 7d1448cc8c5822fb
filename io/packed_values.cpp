#include "io/packed_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <type_traits>
#include <utility>

namespace nightwatt {

namespace {

template <class Values>
constexpr bool holds_numbers =
    !std::is_same_v<Values, std::monostate> && !std::is_same_v<Values, std::vector<std::string>>;

/// Equal as numbers, whatever their types.
template <class A, class B>
bool equal_numbers(A a, B b) {
    if constexpr (std::is_integral_v<A> && std::is_integral_v<B>) {
        return std::cmp_equal(a, b);
    } else {
        return static_cast<double>(a) == static_cast<double>(b);
    }
}

/// The first row whose value is one of `stated`.
std::string why_missing(std::string_view attribute, const Hdf5Values& stated,
                        const Hdf5Values& values) {
    return std::visit(
        [&]<class Stated, class Column>(const Stated& marks, const Column& column) -> std::string {
            if constexpr (holds_numbers<Stated> && holds_numbers<Column>) {
                for (std::size_t row = 0; row < column.size(); ++row) {
                    const auto equals = [&](auto mark) { return equal_numbers(mark, column[row]); };
                    if (std::none_of(marks.begin(), marks.end(), equals)) continue;
                    return fmt::format(
                        "row {} is {}, which the attribute {} says is no value; write what it "
                        "is, or NaN where the column may have none",
                        row, column[row], attribute);
                }
            }
            return "";
        },
        stated, values);
}

}  // namespace

std::string why_packed(std::string_view attribute, const Hdf5Values& stated,
                       const Hdf5Values& values) {
    if (attribute == "_FillValue" || attribute == "missing_value") {
        return why_missing(attribute, stated, values);
    }
    const double harmless = attribute == "scale_factor" ? 1 : 0;
    return std::visit(
        [&]<class Stated>(const Stated& numbers) -> std::string {
            if constexpr (holds_numbers<Stated>) {
                if (numbers.size() == 1 && equal_numbers(numbers.front(), harmless)) return "";
                if (numbers.size() == 1) {
                    return fmt::format(
                        "has the attribute {} = {}; nothing is converted: write the "
                        "values themselves, without it",
                        attribute, numbers.front());
                }
            }
            return fmt::format("attribute {} must be one number", attribute);
        },
        stated);
}

}  // namespace nightwatt
