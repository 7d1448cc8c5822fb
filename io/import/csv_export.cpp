#include "io/import/csv_export.hpp"

#include <fmt/format.h>

#include <cmath>
#include <functional>
#include <iterator>
#include <type_traits>

#include "instance/tables.hpp"
#include "io/import/csv_schema.hpp"

namespace nightwatt {

namespace {

/// A field of RFC 4180: quoted where it holds a comma, a quote or a line break.
std::string field_text(const std::string& text) {
    if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

/// The shortest text that reads back as the same double; nothing for "none".
std::string field_text(double value) {
    return std::isnan(value) ? std::string() : fmt::format("{}", value);
}

/// A column on its way into a file: its name and the text of a row.
struct TextColumn {
    std::string name;
    std::function<std::string(std::size_t)> field;
};

const std::vector<std::string>* ids_of(const Instance& instance, CsvReference reference) {
    switch (reference) {
        case CsvReference::Tasks:
            return &instance.tasks.id;
        case CsvReference::Servers:
            return &instance.servers.id;
        case CsvReference::Classes:
            return &instance.classes.id;
        case CsvReference::Sites:
            return &instance.sites.id;
        case CsvReference::None:
            break;
    }
    return nullptr;
}

template <class Table>
std::vector<TextColumn> columns_of(const Instance& instance, const Table& table) {
    std::vector<TextColumn> columns;
    visit_columns(table, [&](const Column& column, const auto& values) {
        using Value = typename std::decay_t<decltype(values)>::value_type;
        if constexpr (std::is_same_v<Value, std::int32_t>) {
            const auto* ids = ids_of(instance, csv_reference(column.name));
            columns.push_back({csv_name(column.name), [&values, ids](std::size_t row) {
                                   const std::int32_t value = values[row];
                                   if (value < 0) return std::string();
                                   return ids == nullptr
                                              ? fmt::format("{}", value)
                                              : field_text((*ids)[static_cast<std::size_t>(value)]);
                               }});
        } else {
            columns.push_back({csv_name(column.name),
                               [&values](std::size_t row) { return field_text(values[row]); }});
        }
    });
    return columns;
}

void add_resources(std::vector<TextColumn>& columns, const Instance& instance,
                   std::string_view prefix,
                   const std::vector<std::vector<std::uint32_t>>& amounts) {
    for (std::size_t r = 0; r < instance.resources.size(); ++r)
        columns.push_back(
            {std::string(prefix) + instance.resources[r],
             [&amounts, r](std::size_t row) { return fmt::format("{}", amounts[r][row]); }});
}

std::string table_text(const std::vector<TextColumn>& columns, std::size_t rows) {
    std::string text;
    const auto end_field = [&](std::size_t c) { text += c + 1 < columns.size() ? ',' : '\n'; };
    for (std::size_t c = 0; c < columns.size(); ++c) {
        text += field_text(columns[c].name);
        end_field(c);
    }
    for (std::size_t row = 0; row < rows; ++row)
        for (std::size_t c = 0; c < columns.size(); ++c) {
            text += columns[c].field(row);
            end_field(c);
        }
    return text;
}

std::string attributes_text(const Instance& instance) {
    std::string text = "key,value\n";
    visit_csv_attributes(instance, [&](const char* key, const auto& value) {
        text += fmt::format("{},{}\n", key, field_text(value));
    });
    for (const std::string& note : instance.notes)
        text += fmt::format("note,{}\n", field_text(note));
    return text;
}

}  // namespace

std::vector<CsvText> export_csv(const Instance& instance) {
    std::vector<CsvText> files{{"instance.csv", attributes_text(instance)}};
    visit_tables(instance, [&](const char* name, const char*, const auto& table) {
        std::vector<TextColumn> columns = columns_of(instance, table);
        using Table = std::decay_t<decltype(table)>;
        if constexpr (std::is_same_v<Table, TaskTable>)
            add_resources(columns, instance, need_prefix, table.need);
        if constexpr (std::is_same_v<Table, ServerTable>)
            add_resources(columns, instance, capacity_prefix, table.capacity);
        files.push_back({fmt::format("{}.csv", name), table_text(columns, table.size())});
    });
    return files;
}

}  // namespace nightwatt
