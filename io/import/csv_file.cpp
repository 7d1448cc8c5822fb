#include "io/import/csv_file.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "errors.hpp"
#include "io/import/problem_list.hpp"
#include "io/import/text_file.hpp"

namespace nightwatt {

namespace {

/// What spreadsheets save beside CSV: its first field would be no known column, whatever it says.
void check_csv_encoding(const std::string& path, const std::string& text) {
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF") ||
        text.find('\0') != std::string::npos) {
        throw InputError(fmt::format("{}: is not UTF-8 text; save it as CSV in UTF-8", path));
    }
    if (text.find('\n') == std::string::npos && text.find('\r') != std::string::npos) {
        throw InputError(fmt::format(
            "{}: its lines end in CR alone; save it with line ends of Unix or Windows", path));
    }
}

/// A header of one field that holds other separators.
void check_csv_separator(const CsvFile& file, std::size_t line) {
    if (file.header.size() != 1) return;
    const std::size_t found = file.header.front().find_first_of(";\t");
    if (found == std::string::npos) return;
    throw InputError(
        fmt::format("{}:{}: fields are separated by {}; commas are needed, and points in numbers",
                    file.path, line, file.header.front()[found] == ';' ? "semicolons" : "tabs"));
}

}  // namespace

std::size_t CsvFile::column(std::string_view name) const {
    const auto found = std::find(header.begin(), header.end(), name);
    if (found == header.end()) {
        throw InputError(
            fmt::format("{}: no column '{}'; there are: {}", path, name, fmt::join(header, ", ")));
    }
    return static_cast<std::size_t>(found - header.begin());
}

bool CsvFile::has(std::string_view name) const {
    return std::find(header.begin(), header.end(), name) != header.end();
}

CsvFile read_csv(const std::string& path, CsvForm form) {
    const std::string text = read_bytes(path);
    check_csv_encoding(path, text);
    CsvFile file{path, {}, {}, {}};
    ProblemList problems;
    std::vector<std::string> row;
    std::string field;
    std::size_t line = 1;
    std::size_t row_line = 1;
    bool quoted = false;
    bool row_has_text = false;
    const auto end_row = [&] {
        row.push_back(std::move(field));
        field.clear();
        if (row_has_text) {
            if (file.header.empty()) {
                file.header = row;
                if (form.separator == ',') check_csv_separator(file, row_line);
            } else if (!form.ragged && row.size() != file.header.size()) {
                problems.add(fmt::format("{}:{}: {} fields where the header has {}", path, row_line,
                                         row.size(), file.header.size()));
            } else {
                file.rows.push_back(row);
                file.lines.push_back(row_line);
            }
        }
        row.clear();
        row_has_text = false;
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\n') ++line;
        if (quoted) {
            if (c != '"') {
                field += c;
            } else if (i + 1 < text.size() && text[i + 1] == '"') {
                field += text[++i];
            } else {
                quoted = false;
            }
        } else if (c == '"' && field.empty()) {
            quoted = row_has_text = true;
        } else if (c == form.separator) {
            row.push_back(std::move(field));
            field.clear();
            row_has_text = true;
        } else if (c == '\r' && i + 1 < text.size() && text[i + 1] == '\n') {
            // of a line end of Windows
        } else if (c == '\n') {
            end_row();
            row_line = line;
        } else {
            field += c;
            row_has_text = true;
        }
    }
    if (quoted)
        problems.add(fmt::format("{}:{}: a quoted field is not closed", path, row_line));
    else
        end_row();
    problems.throw_if_any();
    if (file.header.empty()) throw InputError(fmt::format("{}: the file is empty", path));
    return file;
}

}  // namespace nightwatt
