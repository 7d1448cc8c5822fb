// What is read of all tasks, one column at a time.
#include "instance/content_hash.hpp"
#include "instance/tables.hpp"
#include "io/file_formats.hpp"
#include "io/hdf5_reader.hpp"
#include "io/instance_columns.hpp"
#include "io/table_reader.hpp"
#include "io/task_blocks.hpp"

namespace nightwatt {

template <class Value>
void TaskBlocks::read_column(std::string_view table, const Column& column,
                             std::vector<Value>& values) const {
    Hdf5Request request = instance_request();
    request.wanted = [&](std::string_view of_table, std::string_view name) {
        return of_table == table && name == column.name;
    };
    Hdf5Content content = read_hdf5(path_, request);
    FileProblems problems(path_);
    TableReader reader(table, true, find_table(content, table), frame_.epoch, problems);
    reader.take(column, values);
    problems.finish();
    if (!values.empty()) return;
    // The file has no such column.
    if constexpr (std::is_same_v<Value, std::string>) {
        values.resize(rows_.at(std::string(table)));
    } else {
        values.assign(rows_.at(std::string(table)), static_cast<Value>(*column.fallback));
    }
}

std::uint64_t TaskBlocks::content_hash() const {
    ContentHash hash;
    visit_attributes(frame_, [&](const Column&, const auto& value) { hash.add(value); });
    visit_tables(frame_, [&](std::string_view name, std::string_view, const auto& table) {
        const bool by_task = is_task_table(name);
        const std::size_t rows = by_task ? rows_.at(std::string(name)) : table.size();
        if (is_later_table(name) && rows == 0) return;
        visit_columns(table, [&](const Column& column, const auto& values) {
            if (!by_task) return hash.add(values);
            auto all = values;
            read_column(name, column, all);
            hash.add(all);
        });
    });
    visit_resource_columns(frame_.tasks, frame_.resources,
                           [&](const Column& column, const auto& values) {
                               auto all = values;
                               read_column("tasks", column, all);
                               hash.add(all);
                           });
    for (const auto& column : frame_.servers.capacity) hash.add(column);
    return hash.value();
}

std::vector<std::string> TaskBlocks::task_ids() const {
    std::vector<std::string> ids;
    visit_columns(frame_.tasks, [&](const Column& column, const auto& values) {
        if constexpr (std::is_same_v<decltype(values), const std::vector<std::string>&>) {
            if (column.name == "id") read_column("tasks", column, ids);
        }
    });
    return ids;
}

}  // namespace nightwatt
