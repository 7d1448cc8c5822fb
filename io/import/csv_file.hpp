#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace nightwatt {

/// A file of separated fields with a header line: quoted fields as in RFC 4180.
struct CsvFile {
    std::string path;
    std::vector<std::string> header;
    std::vector<std::vector<std::string>> rows;
    std::vector<std::size_t> lines;  ///< line number of each row in the file

    /// Column of a name; throws InputError with the names there are.
    [[nodiscard]] std::size_t column(std::string_view name) const;
    [[nodiscard]] bool has(std::string_view name) const;
};

struct CsvForm {
    char separator = ',';
    bool ragged = false;  ///< rows may have another length than the header
};

/// Reads a CSV file in UTF-8, its lines ended by LF or CRLF; a row of another length than the
/// header's is an error with its line, unless the form allows it.
[[nodiscard]] CsvFile read_csv(const std::string& path, CsvForm form = {});

}  // namespace nightwatt
