#include "io/import/csv_fields.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>

#include "config/read_number.hpp"

namespace nightwatt {

std::optional<double> parse_number(std::string_view text) {
    const auto value = read_number<double>(text);
    return value && std::isfinite(*value) ? value : std::nullopt;
}

std::vector<std::size_t> CsvFields::columns(const std::vector<std::string>& names) const {
    std::vector<std::size_t> found;
    std::vector<std::string> missing;
    for (const std::string& name : names) {
        if (file_.has(name))
            found.push_back(file_.column(name));
        else
            missing.push_back(name);
    }
    if (!missing.empty())
        throw InputError(fmt::format("{}:1: the header lacks {}; it has: {}", file_.path,
                                     fmt::join(missing, ", "), fmt::join(file_.header, ", ")));
    return found;
}

std::optional<double> CsvFields::number(std::size_t row, std::size_t column, double minimum,
                                        double maximum) {
    const auto value = parse_number(text(row, column));
    if (value && *value >= minimum && *value <= maximum) return value;
    problem(row, column,
            value ? fmt::format("not from {} to {}", minimum, maximum) : "not a number");
    return {};
}

std::optional<double> CsvFields::number_or_none(std::size_t row, std::size_t column, double minimum,
                                                double maximum) {
    if (text(row, column).empty()) return std::nan("");
    return number(row, column, minimum, maximum);
}

std::optional<std::int64_t> CsvFields::whole(std::size_t row, std::size_t column,
                                             std::int64_t minimum, std::int64_t maximum) {
    constexpr double exact = 9e15;  // doubles up to there hold every whole number
    auto value = read_number<std::int64_t>(text(row, column));
    const auto real = value ? std::nullopt : parse_number(text(row, column));
    if (real && std::abs(*real) <= exact && *real == std::floor(*real))
        value = static_cast<std::int64_t>(*real);
    if (value && *value >= minimum && *value <= maximum) return value;
    problem(row, column, fmt::format("not a whole number from {} to {}", minimum, maximum));
    return {};
}

void CsvFields::problem(std::size_t row, std::size_t column, std::string_view why) {
    problems_.add(fmt::format("{}{} is '{:.60}': {}", place(row), file_.header[column],
                              text(row, column), why));
}

std::string CsvFields::place(std::size_t row) const {
    return fmt::format("{}:{}: ", file_.path, file_.lines[row]);
}

}  // namespace nightwatt
