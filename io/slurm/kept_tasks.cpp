#include "io/slurm/kept_tasks.hpp"

#include <cstdint>
#include <utility>

#include "instance/columns.hpp"
#include "instance/tables.hpp"

namespace nightwatt {

namespace {

template <class T>
void keep_rows(std::vector<T>& values, const std::vector<bool>& keep) {
    std::size_t kept = 0;
    for (std::size_t row = 0; row < values.size(); ++row) {
        if (!keep[row]) continue;
        if (kept < row) values[kept] = std::move(values[row]);
        ++kept;
    }
    values.resize(kept);
}

template <class Table>
void keep_table_rows(Table& table, const std::vector<bool>& keep) {
    if (table.size() == 0) return;
    visit_columns(table, [&](const Column&, auto& values) { keep_rows(values, keep); });
}

}  // namespace

void keep_tasks(Instance& instance, const std::vector<bool>& keep) {
    std::vector<bool> keep_runtime;
    std::vector<std::int32_t> new_row(keep.size(), 0);
    for (std::size_t j = 1; j < keep.size(); ++j)
        new_row[j] = new_row[j - 1] + (keep[j - 1] ? 1 : 0);
    for (std::int32_t& task : instance.runtimes.task) {
        keep_runtime.push_back(keep[static_cast<std::size_t>(task)]);
        task = new_row[static_cast<std::size_t>(task)];
    }
    keep_table_rows(instance.runtimes, keep_runtime);
    keep_table_rows(instance.requests, keep);
    for (auto& column : instance.tasks.need) keep_rows(column, keep);
    keep_table_rows(instance.tasks, keep);
}

}  // namespace nightwatt
