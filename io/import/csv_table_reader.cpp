#include "io/import/csv_table_reader.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace nightwatt {

namespace {
constexpr double anything = std::numeric_limits<double>::max();
constexpr std::int64_t most_index = std::numeric_limits<std::int32_t>::max();
}  // namespace

void CsvTableReader::unknown_column(const CsvFile& file, const std::string& name,
                                    const std::set<std::string>& known) {
    problems_.add(fmt::format("{}:1: unknown column '{}'; there may be: {}", file.path, name,
                              fmt::join(known, ", ")));
}

void CsvTableReader::missing_column(const CsvFile& file, const std::string& name) {
    problems_.add(fmt::format("{}:1: the header lacks {}", file.path, name));
}

CsvIds CsvTableReader::ids_of(CsvReference reference) const {
    switch (reference) {
        case CsvReference::Tasks:
            return CsvIds(instance_.tasks.id);
        case CsvReference::Servers:
            return CsvIds(instance_.servers.id);
        case CsvReference::Classes:
            return CsvIds(instance_.classes.id);
        case CsvReference::Sites:
            return CsvIds(instance_.sites.id);
        case CsvReference::None:
            break;
    }
    return CsvIds({});
}

std::int32_t CsvTableReader::row_of(CsvFields& fields, std::size_t row, std::size_t column,
                                    const CsvIds& ids, std::optional<double> fallback) {
    const std::string& id = fields.text(row, column);
    const auto found = ids.find(id);
    if (found) return *found;
    if (id.empty() && fallback) return static_cast<std::int32_t>(*fallback);
    fields.problem(row, column, "no such id");
    return -1;
}

void CsvTableReader::read_column(const CsvFile& file, CsvFields& fields, const Column& column,
                                 std::vector<std::string>& values) {
    const std::string name = csv_name(column.name);
    if (!file.has(name)) {
        if (!column.fallback) missing_column(file, name);
        values.resize(file.rows.size());
        return;
    }
    const std::size_t at = file.column(name);
    for (std::size_t row = 0; row < file.rows.size(); ++row) values.push_back(fields.text(row, at));
}

void CsvTableReader::read_column(const CsvFile& file, CsvFields& fields, const Column& column,
                                 std::vector<double>& values) {
    const std::string name = csv_name(column.name);
    const double fallback = column.fallback.value_or(0);
    if (!file.has(name)) {
        if (!column.fallback) missing_column(file, name);
        values.resize(file.rows.size(), fallback);
        return;
    }
    const std::size_t at = file.column(name);
    for (std::size_t row = 0; row < file.rows.size(); ++row) {
        const bool use_fallback = fields.text(row, at).empty() && column.fallback;
        values.push_back(use_fallback
                             ? fallback
                             : fields.number(row, at, -anything, anything).value_or(fallback));
    }
}

void CsvTableReader::read_column(const CsvFile& file, CsvFields& fields, const Column& column,
                                 std::vector<std::int32_t>& values) {
    const std::string name = csv_name(column.name);
    const CsvReference reference = csv_reference(column.name);
    const CsvIds ids = ids_of(reference);
    if (!file.has(name)) {
        // With one site or one class there is nothing to say.
        const bool only_one = reference != CsvReference::None && ids.count() == 1;
        if (!column.fallback && !only_one) missing_column(file, name);
        values.resize(file.rows.size(), static_cast<std::int32_t>(column.fallback.value_or(0)));
        return;
    }
    const std::size_t at = file.column(name);
    for (std::size_t row = 0; row < file.rows.size(); ++row) {
        if (reference != CsvReference::None)
            values.push_back(row_of(fields, row, at, ids, column.fallback));
        else if (fields.text(row, at).empty() && column.fallback)
            values.push_back(static_cast<std::int32_t>(*column.fallback));
        else
            values.push_back(
                static_cast<std::int32_t>(fields.whole(row, at, -1, most_index).value_or(-1)));
    }
}

std::vector<std::uint32_t> CsvTableReader::units(const CsvFile& file, const std::string& name,
                                                 EmptyUnits empty) {
    std::vector<std::uint32_t> amounts(file.rows.size(), 0);
    if (!file.has(name)) return amounts;
    CsvFields fields(file, problems_);
    const std::size_t at = file.column(name);
    for (std::size_t row = 0; row < amounts.size(); ++row) {
        if (empty == EmptyUnits::AreZero && fields.text(row, at).empty()) continue;
        amounts[row] =
            static_cast<std::uint32_t>(fields.whole(row, at, 0, max_resource_units).value_or(0));
    }
    return amounts;
}

}  // namespace nightwatt
