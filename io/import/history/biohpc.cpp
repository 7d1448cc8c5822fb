#include <fmt/format.h>

#include "io/import/history/delimited_rows.hpp"

namespace nightwatt {

namespace {

struct Quantity {
    const char* column;
    const char* quantity;
    const char* unit;
};
constexpr Quantity quantities[] = {{"powerave", "power_w", "W"},
                                   {"tempave", "temperature_c", "degC"},
                                   {"utilave", "utilisation", "percent"}};

/// What the database's client adds behind the rows. The number of rows that it states must be the
/// number there is: a file cut short is told by it.
void take_footer(CsvFile& text) {
    while (!text.rows.empty() && text.rows.back().size() == 1) {
        const std::string line = text.rows.back().front();
        const bool count = line.starts_with("(") && line.ends_with(" rows affected)");
        if (!count && !line.starts_with("Completion time:")) return;
        text.rows.pop_back();
        text.lines.pop_back();
        if (count && line != fmt::format("({} rows affected)", text.rows.size())) {
            throw InputError(fmt::format("{}: ends with '{}', but there are {} rows", text.path,
                                         line, text.rows.size()));
        }
    }
}

}  // namespace

TimedTable read_biohpc(const MeasuredFile& file) {
    CsvFile text = read_csv(file.path, {.separator = '\t', .ragged = true});
    take_footer(text);
    const std::size_t name = text.column("name");
    RowForm form{text.column("timestamp"), {}};
    for (const Quantity& quantity : quantities) {
        form.value_columns.push_back(text.column(quantity.column));
    }
    TimedTable table{file.path, "server", {}, {}, {}};
    const bool named = !text.rows.empty() && text.rows.front().size() > name;
    const std::string server = named ? text.rows.front()[name] : "";
    for (std::size_t row = 0; row < text.rows.size(); ++row) {
        if (text.rows[row].size() == text.header.size() && text.rows[row][name] != server) {
            throw InputError(fmt::format("{}:{}: server '{}' in a file of '{}'", file.path,
                                         text.lines[row], text.rows[row][name], server));
        }
    }
    for (const Quantity& quantity : quantities) {
        table.columns.push_back(
            {file.name.empty() ? server : file.name, quantity.quantity, quantity.unit});
    }
    read_rows(text, form, file, table);
    return table;
}

}  // namespace nightwatt
