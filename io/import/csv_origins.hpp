#pragma once

#include <map>
#include <string>
#include <vector>

#include "io/import/csv_file.hpp"

namespace nightwatt {

/// Where the rows of an instance's tables stand in the CSV files that it was made of: check() knows
/// only tables, and counts their rows from 0.
class CsvOrigins {
  public:
    /// The rows of `table` are those of `file`, in its order.
    void set(const std::string& table, const CsvFile& file);
    /// Row i of `table` is made of row rows[i] of `file`.
    void set(const std::string& table, const CsvFile& file, const std::vector<std::size_t>& rows);

    /// What check() says of a row, by its file and line: "/tasks/release_s[2] 'c': is -1" becomes
    /// "tasks.csv:4: release_s 'c': is -1". What is about no row of a file stays as it is.
    [[nodiscard]] std::string located(const std::string& problem) const;

  private:
    struct Origin {
        std::string path;
        std::vector<std::size_t> lines;
    };
    std::map<std::string, Origin> tables_;
};

}  // namespace nightwatt
