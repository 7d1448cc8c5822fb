#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "instance/instance.hpp"

namespace nightwatt {

/// Which servers and levels a task may use: a look-up in /runtimes, whose rows are sorted by task,
/// class and level. The instance must be sound (check()) and outlive this.
class ScheduleModes {
  public:
    explicit ScheduleModes(const Instance& instance);

    [[nodiscard]] bool allows(std::size_t task, std::size_t server) const;
    [[nodiscard]] bool allows(std::size_t task, std::size_t server, std::int64_t level) const;
    /// The level that an allowed task is pinned to, else the fastest that it may use.
    [[nodiscard]] std::int32_t default_level(std::size_t task, std::size_t server) const;

  private:
    /// Rows of /runtimes of a task on a server's class: [first, last).
    [[nodiscard]] std::pair<std::size_t, std::size_t> rows(std::size_t task,
                                                           std::size_t server) const;

    const Instance& instance_;
    std::vector<std::size_t> first_row_;  ///< [task], one more at the end
    std::vector<std::int64_t> levels_of_class_;
};

}  // namespace nightwatt
