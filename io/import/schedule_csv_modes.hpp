#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "instance/class_levels.hpp"
#include "instance/instance.hpp"

namespace nightwatt {

/// Which servers and levels a task may use: a look-up in /runtimes, whose rows are sorted by task,
/// class and level. The instance must be sound (check()) and outlive this.
class ScheduleModes {
  public:
    explicit ScheduleModes(const Instance& instance);

    /// Why a task may not stand on a server; empty: it may.
    [[nodiscard]] std::string obstacle(std::size_t task, std::size_t server) const;
    /// Whether a task may use a level of a server on which it may stand.
    [[nodiscard]] bool allows(std::size_t task, std::size_t server, std::int64_t level) const;
    /// The level that an allowed task is pinned to, else the fastest that it may use.
    [[nodiscard]] std::int32_t default_level(std::size_t task, std::size_t server) const;

  private:
    /// Rows of /runtimes of a task on a server's class: [first, last).
    [[nodiscard]] std::pair<std::size_t, std::size_t> rows(std::size_t task,
                                                           std::size_t server) const;

    const Instance& instance_;
    ClassLevels levels_;
    std::vector<std::size_t> first_row_;  ///< [task], one more at the end
};

}  // namespace nightwatt
