#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/import/csv_file.hpp"
#include "io/import/problem_list.hpp"

namespace nightwatt {

/// The whole text as a finite number, as read_number() takes it; else nothing.
[[nodiscard]] std::optional<double> parse_number(std::string_view text);

/// Typed access to the fields of a CSV file: a field that is malformed becomes a problem with file,
/// line and column, and reads as nothing.
class CsvFields {
  public:
    CsvFields(const CsvFile& file, ProblemList& problems) : file_(file), problems_(problems) {}

    /// Column numbers of `names`; columns that are missing are one problem and throw InputError,
    /// since no row can be read without them.
    [[nodiscard]] std::vector<std::size_t> columns(const std::vector<std::string>& names) const;

    [[nodiscard]] const std::string& text(std::size_t row, std::size_t column) const {
        return file_.rows[row][column];
    }
    [[nodiscard]] std::optional<double> number(std::size_t row, std::size_t column, double minimum,
                                               double maximum);
    /// The same, NaN where the field is empty.
    [[nodiscard]] std::optional<double> number_or_none(std::size_t row, std::size_t column,
                                                       double minimum, double maximum);
    /// "2" and "2.0": tools write whole numbers so where a column has gaps.
    [[nodiscard]] std::optional<std::int64_t> whole(std::size_t row, std::size_t column,
                                                    std::int64_t minimum, std::int64_t maximum);
    /// Adds "file:line: column 'x' is '...': why".
    void problem(std::size_t row, std::size_t column, std::string_view why);
    /// "file:line: ".
    [[nodiscard]] std::string place(std::size_t row) const;

  private:
    const CsvFile& file_;
    ProblemList& problems_;
};

}  // namespace nightwatt
