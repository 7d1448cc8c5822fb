#pragma once

#include <algorithm>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <type_traits>
#include <unordered_map>
#include <vector>

#include "instance/tables.hpp"
#include "io/import/csv_fields.hpp"
#include "io/import/csv_schema.hpp"

namespace nightwatt {

/// Row numbers of ids: the first row, where an id stands twice (check() reports that).
class CsvIds {
  public:
    explicit CsvIds(const std::vector<std::string>& ids) : count_(ids.size()) {
        for (std::size_t row = 0; row < ids.size(); ++row)
            rows_.emplace(ids[row], static_cast<std::int32_t>(row));
    }
    [[nodiscard]] std::optional<std::int32_t> find(const std::string& id) const {
        const auto found = rows_.find(id);
        return found == rows_.end() ? std::nullopt : std::optional(found->second);
    }
    [[nodiscard]] std::size_t count() const { return count_; }

  private:
    std::unordered_map<std::string, std::int32_t> rows_;
    std::size_t count_;
};

/// Reads CSV files into the tables of an instance. Tables that others name must be read first.
class CsvTableReader {
  public:
    CsvTableReader(Instance& instance, ProblemList& problems)
        : instance_(instance), problems_(problems) {}

    /// Columns of `table` from `file`; `others` are columns that belong to the file, but not to the
    /// schema.
    template <class Table>
    void read(const CsvFile& file, Table& table, std::set<std::string> others = {}) {
        CsvFields fields(file, problems_);
        visit_columns(table, [&](const Column& column, auto& values) {
            others.insert(csv_name(column.name));
            read_column(file, fields, column, values);
        });
        for (const std::string& name : file.header)
            if (!others.contains(name)) unknown_column(file, name, others);
    }

    /// A resource column, whole units; 0 where there is none. Empty fields are 0 if they may be.
    enum class EmptyUnits { AreZero, AreRefused };
    [[nodiscard]] std::vector<std::uint32_t> units(const CsvFile& file, const std::string& name,
                                                   EmptyUnits empty);

  private:
    void unknown_column(const CsvFile& file, const std::string& name,
                        const std::set<std::string>& known);
    void missing_column(const CsvFile& file, const std::string& name);
    [[nodiscard]] CsvIds ids_of(CsvReference reference) const;
    [[nodiscard]] std::int32_t row_of(CsvFields& fields, std::size_t row, std::size_t column,
                                      const CsvIds& ids, std::optional<double> fallback);

    void read_column(const CsvFile& file, CsvFields& fields, const Column& column,
                     std::vector<std::string>& values);
    void read_column(const CsvFile& file, CsvFields& fields, const Column& column,
                     std::vector<double>& values);
    void read_column(const CsvFile& file, CsvFields& fields, const Column& column,
                     std::vector<std::int32_t>& values);

    Instance& instance_;
    ProblemList& problems_;
};

}  // namespace nightwatt
