#include "io/import/csv_tables.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "instance/tables.hpp"
#include "io/import/csv_schema.hpp"

namespace nightwatt {

namespace {

/// Names of a table's columns in CSV, and which of them must be there to recognise it.
struct TableHeader {
    std::set<std::string> columns;
    std::vector<std::string> required;
    std::string prefix;  ///< of resource columns
};

std::map<std::string, TableHeader> known_headers() {
    std::map<std::string, TableHeader> headers;
    Instance empty;
    visit_tables(empty, [&](const char* name, const char*, auto& table) {
        TableHeader& header = headers[name];
        visit_columns(table, [&](const Column& column, const auto& values) {
            header.columns.insert(csv_name(column.name));
            using Values = std::decay_t<decltype(values)>;
            if (!column.fallback && !std::is_same_v<Values, std::vector<std::int32_t>>)
                header.required.push_back(csv_name(column.name));
        });
    });
    headers["tasks"].prefix = need_prefix;
    headers["tasks"].columns.emplace(csv_task_runtime);
    headers["tasks"].columns.emplace(csv_task_power);
    headers["servers"].prefix = capacity_prefix;
    headers["instance"] = {{"key", "value"}, {"key", "value"}, ""};
    return headers;
}

bool fits(const CsvFile& file, const TableHeader& header) {
    const auto known = [&](const std::string& name) {
        return header.columns.contains(name) ||
               (!header.prefix.empty() && name.starts_with(header.prefix));
    };
    return std::all_of(file.header.begin(), file.header.end(), known) &&
           std::all_of(header.required.begin(), header.required.end(),
                       [&](const std::string& name) { return file.has(name); });
}

}  // namespace

CsvTables::CsvTables(const std::vector<std::string>& paths) {
    ProblemList problems;
    for (const std::string& path : paths) problems.attempt([&] { add(path, problems); });
    problems.throw_if_any();
}

void CsvTables::add(const std::string& path, ProblemList& problems) {
    CsvFile file = read_csv(path);
    std::set<std::string> seen;
    for (const std::string& name : file.header)
        if (!seen.insert(name).second)
            problems.add(fmt::format("{}:1: column '{}' stands twice", path, name));
    const auto headers = known_headers();
    std::string table = std::filesystem::path(path).stem().string();
    if (!headers.contains(table)) {
        std::vector<std::string> candidates;
        for (const auto& [name, header] : headers)
            if (fits(file, header)) candidates.push_back(name);
        if (candidates.size() != 1) {
            std::vector<std::string> names;
            for (const auto& [name, header] : headers) names.push_back(name + ".csv");
            throw InputError(
                fmt::format("{}:1: cannot tell which table this is{}{}; name the file one of {}",
                            path, candidates.empty() ? "" : ", maybe ",
                            fmt::join(candidates, " or "), fmt::join(names, ", ")));
        }
        table = candidates.front();
    }
    const auto [first, is_new] = files_.emplace(table, std::move(file));
    if (!is_new)
        problems.add(fmt::format("{}: the table '{}' was given already, {}", path, table,
                                 first->second.path));
}

const CsvFile* CsvTables::find(const std::string& table) const {
    const auto found = files_.find(table);
    return found == files_.end() ? nullptr : &found->second;
}

}  // namespace nightwatt
