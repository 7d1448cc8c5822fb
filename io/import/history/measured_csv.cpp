#include <fmt/format.h>

#include <filesystem>
#include <numeric>

#include "io/import/history/delimited_rows.hpp"

namespace nightwatt {

namespace {

std::string subject_of(const MeasuredFile& file) {
    return file.name.empty() ? std::filesystem::path(file.path).stem().string() : file.name;
}

/// "rack 1/power_w [W]": subject, quantity, unit.
MeasuredColumn measured_column(std::string header, const std::string& subject) {
    MeasuredColumn column{subject, "", ""};
    if (const std::size_t bracket = header.find(" [");
        header.ends_with(']') && bracket != std::string::npos) {
        column.unit = header.substr(bracket + 2, header.size() - bracket - 3);
        header.resize(bracket);
    }
    if (const std::size_t slash = header.rfind('/'); slash != std::string::npos) {
        column.subject = header.substr(0, slash);
        header.erase(0, slash + 1);
    }
    column.quantity = header;
    return column;
}

RowForm all_columns(const CsvFile& text) {
    if (text.header.size() < 2) {
        throw InputError(
            fmt::format("{}:1: a column of moments and one of values are needed", text.path));
    }
    RowForm form;
    form.value_columns.resize(text.header.size() - 1);
    std::iota(form.value_columns.begin(), form.value_columns.end(), 1);
    return form;
}

}  // namespace

TimedTable read_measured_csv(const MeasuredFile& file) {
    const CsvFile text = read_csv(file.path, {.separator = ',', .ragged = true});
    const RowForm form = all_columns(text);
    TimedTable table{file.path, file.kind, {}, {}, {}};
    for (const std::size_t column : form.value_columns) {
        table.columns.push_back(measured_column(text.header[column], subject_of(file)));
        if (table.columns.back().quantity.empty()) {
            throw InputError(fmt::format("{}:1: column {} has no name", file.path, column + 1));
        }
    }
    read_rows(text, form, file, table);
    return table;
}

TimedTable read_ett(const MeasuredFile& file) {
    const CsvFile text = read_csv(file.path, {.separator = ',', .ragged = true});
    const std::vector<std::string> expected{"date", "HUFL", "HULL", "MUFL",
                                            "MULL", "LUFL", "LULL", "OT"};
    if (text.header != expected) {
        throw InputError(fmt::format(
            "{}:1: the header is not date,HUFL,HULL,MUFL,MULL,LUFL,LULL,OT", file.path));
    }
    const RowForm form = all_columns(text);
    TimedTable table{file.path, "site", {}, {}, {}};
    for (const std::size_t column : form.value_columns) {
        table.columns.push_back({subject_of(file), text.header[column], ""});
    }
    read_rows(text, form, file, table);
    return table;
}

}  // namespace nightwatt
