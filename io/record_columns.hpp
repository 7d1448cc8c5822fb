#pragma once

#include <cstdint>
#include <type_traits>
#include <variant>
#include <vector>

#include "instance/columns.hpp"

namespace nightwatt {

/// One column of a table that memory holds as records (structs): `visit(record, f)` calls
/// f(Column, value&) for the fields of one record, always in the same order.
struct RecordColumn {
    Column column;
    std::variant<std::vector<double>, std::vector<std::int64_t>> values;
};

/// The fields of `records` as columns.
template <class Record, class Visit>
[[nodiscard]] std::vector<RecordColumn> columns_of(const std::vector<Record>& records,
                                                   Visit&& visit) {
    std::vector<RecordColumn> columns;
    visit(Record{}, [&](const Column& column, const auto& value) {
        columns.push_back({column, std::vector<std::remove_cvref_t<decltype(value)>>()});
    });
    for (const Record& record : records) {
        std::size_t i = 0;
        visit(record, [&](const Column&, const auto& value) {
            std::get<std::vector<std::remove_cvref_t<decltype(value)>>>(columns[i++].values)
                .push_back(value);
        });
    }
    return columns;
}

/// The inverse: `take(Column, vector&)` fills a column of `rows` values, or leaves it shorter where
/// it cannot, which leaves the fields as they are.
template <class Record, class Visit, class Take>
[[nodiscard]] std::vector<Record> records_of(std::size_t rows, Visit&& visit, Take&& take) {
    std::vector<RecordColumn> columns = columns_of(std::vector<Record>(), visit);
    for (RecordColumn& column : columns) {
        std::visit([&](auto& values) { take(column.column, values); }, column.values);
    }
    std::vector<Record> records(rows);
    for (std::size_t row = 0; row < rows; ++row) {
        std::size_t i = 0;
        visit(records[row], [&](const Column&, auto& value) {
            const auto& values =
                std::get<std::vector<std::remove_cvref_t<decltype(value)>>>(columns[i++].values);
            if (row < values.size()) value = values[row];
        });
    }
    return records;
}

}  // namespace nightwatt
