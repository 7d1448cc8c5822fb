#include "io/import/text_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "config/nearest_file.hpp"
#include "errors.hpp"
#include "io/import/problem_list.hpp"

namespace nightwatt {

namespace {

/// The bytes of a file, less a UTF-8 byte-order mark.
std::string read_bytes(const std::string& path) {
    // A stream opens a folder and reads nothing: it would look like an empty file.
    std::error_code missing;
    if (std::filesystem::is_directory(path, missing))
        throw InputError(fmt::format("{}: is a folder; a file is needed", path));
    std::ifstream stream(path, std::ios::binary);
    if (!stream) throw InputError(fmt::format("{}: {}", path, why_not_opened(path, errno)));
    std::ostringstream content;
    content << stream.rdbuf();
    if (stream.bad() || content.bad()) throw InputError(fmt::format("{}: cannot be read", path));
    std::string text = std::move(content).str();
    if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
    return text;
}

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

std::string read_text(const std::string& path) {
    std::string text = read_bytes(path);
    std::erase(text, '\r');
    return text;
}

NumberReader::NumberReader(std::string path, std::string text)
    : path_(std::move(path)), text_(std::move(text)) {}

void NumberReader::fail(const std::string& why) const {
    throw InputError(fmt::format("{}:{}: {}", path_, line_, why));
}

void NumberReader::skip_space() {
    while (position_ < text_.size() && std::strchr(" \t\n", text_[position_]) != nullptr) {
        if (text_[position_] == '\n') ++line_;
        ++position_;
    }
}

double NumberReader::number(std::string_view what) {
    skip_space();
    if (position_ == text_.size()) fail(fmt::format("the file ends where {} should stand", what));
    double value = 0;
    const char* const begin = text_.data() + position_;
    const auto [end, error] = std::from_chars(begin, text_.data() + text_.size(), value);
    const bool complete =
        end == text_.data() + text_.size() || std::strchr(" \t\n", *end) != nullptr;
    if (error != std::errc{} || !complete || !std::isfinite(value)) {
        const std::size_t word = text_.find_first_of(" \t\n", position_);
        fail(fmt::format("'{}' is not a number ({})",
                         text_.substr(position_, std::min<std::size_t>(word - position_, 40)),
                         what));
    }
    position_ += static_cast<std::size_t>(end - begin);
    return value;
}

std::int64_t NumberReader::integer(std::string_view what, std::int64_t minimum,
                                   std::int64_t maximum) {
    const double value = number(what);
    if (value != std::floor(value) || value < static_cast<double>(minimum) ||
        value > static_cast<double>(maximum)) {
        fail(fmt::format("{} is {}, not a whole number from {} to {}", what, value, minimum,
                         maximum));
    }
    return static_cast<std::int64_t>(value);
}

std::vector<double> NumberReader::numbers(std::size_t count, std::string_view what, double minimum,
                                          Kind kind) {
    std::vector<double> values;
    while (values.size() < count) {
        if (at_end()) {
            fail(fmt::format("the file ends after {} of {} numbers ({})", values.size(), count,
                             what));
        }
        const double value = number(what);
        if (value < minimum || (kind == Kind::Whole && value != std::floor(value))) {
            fail(fmt::format("{} is {}; a {} of at least {} is needed", what, value,
                             kind == Kind::Whole ? "whole number" : "number", minimum));
        }
        values.push_back(value);
    }
    return values;
}

bool NumberReader::at_end() {
    skip_space();
    return position_ == text_.size();
}

void NumberReader::expect_end(std::string_view after) {
    if (!at_end()) fail(fmt::format("there is more text after {}", after));
}

void NumberReader::skip_line() {
    const std::size_t end = text_.find('\n', position_);
    position_ = end == std::string::npos ? text_.size() : end + 1;
    ++line_;
}

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
