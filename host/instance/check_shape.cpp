#include <algorithm>
#include <set>

#include "instance/check_parts.hpp"
#include "instance/in_quotes.hpp"
#include "instance/tables.hpp"

namespace nightwatt {

namespace {

constexpr std::size_t max_rows = 1u << 30;

/// Resource names become names of datasets and CSV columns.
bool is_name(const std::string& text) {
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '_';
    };
    return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), fits);
}

void check_resources(const Instance& instance, CheckProblems& problems) {
    const std::size_t count = instance.resources.size();
    if (count < 1 || count > max_resources) {
        problems.add("resources", "attribute resources: holds {} names; one to {} are allowed",
                     count, max_resources);
    }
    std::set<std::string_view> seen;
    for (const std::string& name : instance.resources) {
        if (!is_name(name)) {
            problems.add("resource name",
                         "attribute resources: {} must be of letters, digits and _ only",
                         in_quotes(name));
        } else if (!seen.insert(name).second) {
            problems.add("resource name", "attribute resources: {} stands there twice",
                         in_quotes(name));
        }
    }
    const auto check_columns = [&](const char* table, const auto& columns, std::size_t rows) {
        if (columns.size() != count) {
            problems.add("resource columns", "/{}: has {} resource columns for {} resources", table,
                         columns.size(), count);
        }
        for (std::size_t r = 0; r < std::min(columns.size(), count); ++r) {
            if (columns[r].size() != rows) {
                problems.add("length", "/{}: resource column {} has {} rows, not {}", table,
                             in_quotes(instance.resources[r]), columns[r].size(), rows);
            }
        }
    };
    check_columns("tasks", instance.tasks.need, instance.tasks.size());
    check_columns("servers", instance.servers.capacity, instance.servers.size());
}

}  // namespace

void check_shape(const Instance& instance, CheckProblems& problems) {
    visit_tables(instance, [&](std::string_view name, std::string_view, const auto& table) {
        const std::size_t rows = table.size();
        visit_columns(table, [&](const Column& column, const auto& values) {
            if (values.size() != rows) {
                problems.add("length", "/{}/{}: has {} rows where the table has {}", name,
                             column.name, values.size(), rows);
            }
        });
        const bool may_be_empty = is_optional_table(name) || name == "tasks" || name == "runtimes";
        if (rows == 0 && !may_be_empty) problems.add("no rows", "/{}: has no rows", name);
        if (rows > max_rows) {
            problems.add("rows", "/{}: has {} rows; at most {} are allowed", name, rows, max_rows);
        }
    });
    check_resources(instance, problems);
}

}  // namespace nightwatt
