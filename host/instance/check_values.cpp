#include <type_traits>
#include <unordered_set>

#include "instance/check_parts.hpp"
#include "instance/check_ranges.hpp"
#include "instance/in_quotes.hpp"
#include "instance/tables.hpp"

namespace nightwatt {

namespace {

constexpr std::size_t max_id_bytes = 255;

template <class Table>
const std::vector<std::string>& ids_of(const Table& table) {
    static const std::vector<std::string> nothing;
    if constexpr (requires { table.id; }) {
        return table.id;
    } else {
        return nothing;
    }
}

bool is_clean(std::string_view text) {
    while (!text.empty()) {
        const std::size_t length = utf8_length(text);
        if (length == 0 || static_cast<unsigned char>(text.front()) < 0x20 ||
            text.front() == 0x7f) {
            return false;
        }
        text.remove_prefix(length);
    }
    return true;
}

void check_ids(std::string_view table, const std::vector<std::string>& ids,
               CheckProblems& problems) {
    std::unordered_set<std::string_view> seen;
    seen.reserve(ids.size());
    const std::string kind = fmt::format("/{}/id", table);
    for (std::size_t row = 0; row < ids.size(); ++row) {
        const std::string& id = ids[row];
        if (id.empty()) {
            problems.add(kind, "{}: is empty", value_place(table, "id", row));
        } else if (id.size() > max_id_bytes || !is_clean(id)) {
            problems.add(kind, "{}: {} must be UTF-8 without control characters, {} bytes at most",
                         value_place(table, "id", row), in_quotes(id), max_id_bytes);
        } else if (!seen.insert(id).second) {
            problems.add(kind, "{}: {} stands in an earlier row already",
                         value_place(table, "id", row), in_quotes(id));
        }
    }
}

void check_texts(std::string_view table, std::string_view column,
                 const std::vector<std::string>& texts, CheckProblems& problems) {
    for (std::size_t row = 0; row < texts.size(); ++row) {
        if (texts[row].size() <= max_id_bytes && is_clean(texts[row])) continue;
        problems.add(fmt::format("/{}/{}", table, column),
                     "{}: {} must be UTF-8 without control characters, {} bytes at most",
                     value_place(table, column, row), in_quotes(texts[row]), max_id_bytes);
    }
}

/// Row numbers of another table, `target` of them; -1 where `optional`.
void check_rows(std::string_view table, std::string_view column,
                const std::vector<std::int32_t>& values, const char* target_table,
                std::size_t target, bool optional, const std::vector<std::string>& ids,
                CheckProblems& problems) {
    const std::string kind = fmt::format("/{}/{}", table, column);
    for (std::size_t row = 0; row < values.size(); ++row) {
        const std::int64_t value = values[row];
        if (value >= (optional ? -1 : 0) && value < static_cast<std::int64_t>(target)) continue;
        problems.add(kind, "{}: is {}; must be a row of /{}, 0 to {}{}",
                     value_place(table, column, row, ids), value, target_table,
                     static_cast<std::int64_t>(target) - 1, optional ? ", or -1" : "");
    }
}

void check_references(const Instance& i, CheckProblems& problems) {
    const auto check = [&](std::string_view table, std::string_view column,
                           const std::vector<std::int32_t>& values, const char* target_table,
                           std::size_t target, bool optional = false,
                           const std::vector<std::string>& ids = {}) {
        check_rows(table, column, values, target_table, target, optional, ids, problems);
    };
    const std::size_t sites = i.sites.size();
    const std::size_t classes = i.classes.size();
    check("tasks", "input_site", i.tasks.input_site, "sites", sites, true, i.tasks.id);
    check("tasks", "pin_server", i.tasks.pin_server, "servers", i.servers.size(), true, i.tasks.id);
    check("runtimes", "task", i.runtimes.task, "tasks", i.tasks.size());
    check("runtimes", "class_index", i.runtimes.class_index, "classes", classes);
    check("servers", "class_index", i.servers.class_index, "classes", classes, false, i.servers.id);
    check("servers", "site", i.servers.site, "sites", sites, false, i.servers.id);
    check("levels", "class_index", i.levels.class_index, "classes", classes);
    check("cop", "site", i.cop.site, "sites", sites);
    check("series", "site", i.series.site, "sites", sites);
    check("links", "from_site", i.links.from_site, "sites", sites);
    check("links", "to_site", i.links.to_site, "sites", sites);
    check("batteries", "site", i.batteries.site, "sites", sites);
}

void check_units(std::string_view table, std::string_view prefix,
                 const std::vector<std::vector<std::uint32_t>>& columns,
                 const std::vector<std::string>& resources, const std::vector<std::string>& ids,
                 CheckProblems& problems) {
    for (std::size_t r = 0; r < columns.size(); ++r) {
        const std::string name = std::string(prefix) + resources[r];
        for (std::size_t row = 0; row < columns[r].size(); ++row) {
            if (columns[r][row] <= max_resource_units) continue;
            problems.add(name, "{}: is {}; at most {} units are allowed",
                         value_place(table, name, row, ids), columns[r][row], max_resource_units);
        }
    }
}

}  // namespace

void check_values(const Instance& instance, CheckProblems& problems) {
    visit_tables(instance, [&](std::string_view name, std::string_view, const auto& table) {
        visit_columns(table, [&](const Column& column, const auto& values) {
            using Value = typename std::remove_cvref_t<decltype(values)>::value_type;
            if constexpr (std::is_same_v<Value, double>) {
                for (std::size_t row = 0; row < values.size(); ++row) {
                    const char* const rule = broken_rule(column, values[row]);
                    if (rule == nullptr) continue;
                    problems.add(fmt::format("/{}/{}", name, column.name), "{}: is {}; {}",
                                 value_place(name, column.name, row, ids_of(table)), values[row],
                                 rule);
                }
            } else if constexpr (std::is_same_v<Value, std::string>) {
                if (column.name == "id") {
                    check_ids(name, values, problems);
                } else {
                    check_texts(name, column.name, values, problems);
                }
            }
        });
    });
    check_references(instance, problems);
    check_units("tasks", need_prefix, instance.tasks.need, instance.resources, instance.tasks.id,
                problems);
    check_units("servers", capacity_prefix, instance.servers.capacity, instance.resources,
                instance.servers.id, problems);
}

}  // namespace nightwatt
