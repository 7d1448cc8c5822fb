#pragma once

#include <vector>

namespace nightwatt {

/// Minimise cost * x where every row's sum and every column lie within their limits. Columns are
/// kept one after the other, as solvers want them.
struct LinearProgramme {
    std::vector<double> cost;          ///< [column]
    std::vector<double> column_upper;  ///< [column]; the lower limit is 0
    std::vector<double> row_lower;
    std::vector<double> row_upper;
    std::vector<int> first{0};  ///< [column + 1]: into the entries
    std::vector<int> row;       ///< of each entry
    std::vector<double> value;  ///< of each entry

    [[nodiscard]] int columns() const { return static_cast<int>(cost.size()); }
    [[nodiscard]] int rows() const { return static_cast<int>(row_lower.size()); }
    [[nodiscard]] int entries() const { return static_cast<int>(row.size()); }

    int add_row(double lower, double upper) {
        row_lower.push_back(lower);
        row_upper.push_back(upper);
        return rows() - 1;
    }
    int add_column(double column_cost, double upper) {
        cost.push_back(column_cost);
        column_upper.push_back(upper);
        first.push_back(entries());
        return columns() - 1;
    }
    /// An entry of the column added last; zero is none.
    void add_entry(int entry_row, double entry_value) {
        if (entry_value == 0) return;
        row.push_back(entry_row);
        value.push_back(entry_value);
        first.back() = entries();
    }
};

}  // namespace nightwatt
