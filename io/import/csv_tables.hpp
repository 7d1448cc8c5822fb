#pragma once

#include <map>
#include <string>
#include <vector>

#include "io/import/csv_file.hpp"
#include "io/import/problem_list.hpp"

namespace nightwatt {

/// CSV files by the table that each holds. A file is recognised by its name ("tasks.csv"), or else
/// by a header whose columns belong to one table only.
class CsvTables {
  public:
    /// Throws InputError with every problem: unreadable files, tables that cannot be told or stand
    /// twice, columns that stand twice.
    explicit CsvTables(const std::vector<std::string>& paths);

    /// The file of a table; null where there is none.
    [[nodiscard]] const CsvFile* find(const std::string& table) const;

  private:
    void add(const std::string& path, ProblemList& problems);

    std::map<std::string, CsvFile> files_;
};

}  // namespace nightwatt
