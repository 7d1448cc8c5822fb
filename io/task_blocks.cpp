#include "io/task_blocks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "errors.hpp"
#include "instance/check.hpp"
#include "instance/class_levels.hpp"
#include "instance/tables.hpp"
#include "io/file_formats.hpp"
#include "io/hdf5_reader.hpp"

namespace nightwatt {

namespace {

void require_sound(const Instance& instance, const std::string& place) {
    std::vector<std::string> problems = check(instance);
    for (std::string& problem : problems) problem.insert(0, place);
    if (!problems.empty()) throw InputError(std::move(problems));
}

/// Rows of /runtimes that a task can have at most: one for each level of each class.
std::size_t most_rows_of_a_task(const Instance& frame) {
    const ClassLevels levels(frame);
    std::size_t rows = 0;
    for (std::size_t k = 0; k < frame.classes.size(); ++k) rows += levels.count(k);
    return std::max<std::size_t>(rows, 1);
}

const std::vector<std::int64_t>& tasks_of(Hdf5Content& content, const std::string& path) {
    Hdf5Table* const table = find_table(content, "runtimes");
    if (table != nullptr) {
        for (const Hdf5Column& column : table->columns) {
            if (column.name != "task") continue;
            if (const auto* const rows = std::get_if<std::vector<std::int64_t>>(&column.values)) {
                return *rows;
            }
        }
    }
    throw InputError(fmt::format("{}: /runtimes/task: must hold signed whole numbers", path));
}

}  // namespace

bool is_task_table(std::string_view name) {
    return name == "tasks" || name == "runtimes" || name == "requests" || name == "runtime_spreads";
}

TaskBlocks::TaskBlocks(std::string path, std::size_t tasks_at_once)
    : path_(std::move(path)), tasks_at_once_(tasks_at_once) {
    Hdf5Request request = instance_request();
    request.rows = [](std::string_view table) {
        return is_task_table(table) ? Hdf5Rows{0, 0} : Hdf5Rows{};
    };
    content_ = read_hdf5(path_, request);
    frame_ = instance_of(content_, path_);
    require_sound(frame_, path_ + ": ");
    runtimes_.count = 0;
}

Hdf5Content TaskBlocks::read(std::size_t first, std::size_t count, Hdf5Rows runtimes) const {
    Hdf5Request request = instance_request();
    const auto known = std::move(request.wanted);
    request.wanted = [&](std::string_view table, std::string_view column) {
        return is_task_table(table) && known(table, column);
    };
    request.rows = [&](std::string_view table) {
        return table == "runtimes" ? runtimes : Hdf5Rows{first, count};
    };
    Hdf5Content read = read_hdf5(path_, request);
    Hdf5Content content = content_;
    for (Hdf5Table& table : content.tables) {
        if (!is_task_table(table.name)) continue;
        if (Hdf5Table* const found = find_table(read, table.name)) table = std::move(*found);
    }
    return content;
}

/// Rows of /runtimes are sorted by task: those of a block follow those of the block before.
Hdf5Rows TaskBlocks::runtime_rows(std::size_t first, std::size_t count) const {
    Hdf5Request request = instance_request();
    const Hdf5Rows seen{runtimes_.first + runtimes_.count, count * most_rows_of_a_task(frame_) + 1};
    request.wanted = [](std::string_view table, std::string_view column) {
        return table == "runtimes" && column == "task";
    };
    request.rows = [&](std::string_view) { return seen; };
    Hdf5Content content = read_hdf5(path_, request);
    const std::vector<std::int64_t>& tasks = tasks_of(content, path_);
    const auto end = std::find_if(tasks.begin(), tasks.end(), [&](std::int64_t task) {
        return task >= static_cast<std::int64_t>(first + count);
    });
    return {seen.first, static_cast<std::uint64_t>(end - tasks.begin())};
}

bool TaskBlocks::next(Instance& block) {
    const std::size_t first = first_ + tasks_;
    const Hdf5Rows runtimes = runtime_rows(first, tasks_at_once_);
    block = instance_of(read(first, tasks_at_once_, runtimes), path_);
    first_ = first;
    tasks_ = block.tasks.size();
    runtimes_ = runtimes;
    visit_tables(block, [&](std::string_view name, std::string_view, const auto& table) {
        if (is_task_table(name)) rows_[std::string(name)] += table.size();
    });
    if (tasks_ == 0 && runtimes.count == 0) return false;
    const auto before = static_cast<std::int32_t>(first);
    for (std::int32_t& task : block.runtimes.task) task = task < before ? -1 : task - before;
    require_sound(
        block, first == 0
                   ? path_ + ": "
                   : fmt::format("{}: among the tasks from row {} on, counted from there: ", path_,
                                 first));
    return tasks_ != 0;
}

bool TaskBlocks::is_forecast() const {
    const auto runtimes = rows_.find("runtime_spreads");
    return frame_.spreads.size() > 0 || (runtimes != rows_.end() && runtimes->second > 0);
}

}  // namespace nightwatt
