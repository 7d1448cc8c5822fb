#include "io/import/csv_origins.hpp"

#include <fmt/format.h>

#include <charconv>

#include "io/import/csv_schema.hpp"

namespace nightwatt {

void CsvOrigins::set(const std::string& table, const CsvFile& file) {
    tables_[table] = {file.path, file.lines};
}

void CsvOrigins::set(const std::string& table, const CsvFile& file,
                     const std::vector<std::size_t>& rows) {
    Origin origin{file.path, {}};
    for (const std::size_t row : rows) origin.lines.push_back(file.lines[row]);
    tables_[table] = std::move(origin);
}

std::string CsvOrigins::located(const std::string& problem) const {
    if (problem.starts_with("attribute ")) {
        const auto file = tables_.find("instance");
        return file == tables_.end() ? problem : fmt::format("{}: {}", file->second.path, problem);
    }
    if (!problem.starts_with('/')) return problem;
    const std::size_t name_end = problem.find_first_of("/[:", 1);
    if (name_end == std::string::npos) return problem;
    const auto found = tables_.find(problem.substr(1, name_end - 1));
    if (found == tables_.end()) return problem;
    const auto& [path, lines] = found->second;
    if (problem[name_end] == ':') return path + problem.substr(name_end);

    const std::size_t open = problem.find('[', name_end);
    const std::size_t close = problem.find(']', name_end);
    if (open == std::string::npos || close == std::string::npos) return problem;
    std::size_t row = 0;
    const char* const digits_end = problem.data() + close;
    const auto [end, error] = std::from_chars(problem.data() + open + 1, digits_end, row);
    if (error != std::errc{} || end != digits_end || row >= lines.size()) return problem;
    const std::string place = fmt::format("{}:{}:", path, lines[row]);
    const std::string rest = problem.substr(close + 1);
    if (open > name_end) {
        const std::string column = problem.substr(name_end + 1, open - name_end - 1);
        return fmt::format("{} {}{}", place, csv_name(column), rest);
    }
    return place + (rest.starts_with(':') ? rest.substr(1) : rest);
}

}  // namespace nightwatt
