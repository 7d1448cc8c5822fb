#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "instance/instance.hpp"
#include "io/hdf5_content.hpp"

namespace nightwatt {

struct Column;

/// Reads an instance file some tasks at a time: for nights whose tasks do not fit in memory.
class TaskBlocks {
  public:
    static constexpr std::size_t usual_tasks = 1 << 17;

    /// Throws InputError as read_instance() does, also for what is wrong with the servers, sites
    /// and classes.
    explicit TaskBlocks(std::string path, std::size_t tasks_at_once = usual_tasks);

    /// The same file from its first task.
    [[nodiscard]] TaskBlocks anew() const { return TaskBlocks(path_, tasks_at_once_); }

    /// The instance without its tasks.
    [[nodiscard]] const Instance& frame() const { return frame_; }

    /// Reads the next tasks into an instance of their own, checked, with the frame's other tables;
    /// its tasks are numbered from 0. False: there are no more.
    [[nodiscard]] bool next(Instance& block);

    /// The block's first task, in the file.
    [[nodiscard]] std::size_t first() const { return first_; }

    /// After the last block: content_hash() of the whole instance, and all tasks' names; read a
    /// column at a time.
    [[nodiscard]] std::uint64_t content_hash() const;
    [[nodiscard]] std::vector<std::string> task_ids() const;

    /// After the last block: whether the night is one that forecasts expect, with how far they may
    /// be off.
    [[nodiscard]] bool is_forecast() const;

  private:
    template <class Value>
    void read_column(std::string_view table, const Column& column,
                     std::vector<Value>& values) const;
    [[nodiscard]] Hdf5Content read(std::size_t first, std::size_t count, Hdf5Rows runtimes) const;
    [[nodiscard]] Hdf5Rows runtime_rows(std::size_t first, std::size_t count) const;

    std::string path_;
    std::size_t tasks_at_once_;
    Hdf5Content content_;  ///< of the frame
    Instance frame_;
    std::size_t first_ = 0;
    std::size_t tasks_ = 0;                                 ///< of the block
    Hdf5Rows runtimes_;                                     ///< of the block
    std::map<std::string, std::size_t, std::less<>> rows_;  ///< of the tasks' tables, so far
};

/// Whether a table has a row, or some, for every task.
[[nodiscard]] bool is_task_table(std::string_view name);

}  // namespace nightwatt
