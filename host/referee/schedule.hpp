#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "instance/instance.hpp"
#include "instance/plan.hpp"

namespace nightwatt::referee {

/// A stretch between two tasks of a server in which none runs. Times in ms, as doubles: a plan may
/// state any int64, and differences must not overflow.
struct Gap {
    double from_ms = 0;
    double to_ms = 0;
    bool asleep = false;    ///< the plan lists a sleep over the whole gap
    bool disputed = false;  ///< a sleep of the plan touches the gap in a way that is not allowed
};

/// One server's tasks by start, and its gaps.
struct ServerDay {
    std::span<const std::int32_t> tasks;  ///< sorted by start, end, row
    double first_ms = 0;                  ///< first start
    double last_ms = 0;                   ///< last end
    std::vector<Gap> gaps;                ///< sorted; none longer than first_ms..last_ms
};

/// The plan by server. Owns the task order that its days point into.
class Schedule {
  public:
    Schedule(const Instance& instance, const Plan& plan);
    Schedule(const Schedule&) = delete;
    Schedule& operator=(const Schedule&) = delete;

    [[nodiscard]] std::size_t servers() const { return days_.size(); }
    [[nodiscard]] const ServerDay& day(std::size_t server) const { return days_[server]; }
    [[nodiscard]] ServerDay& day(std::size_t server) { return days_[server]; }

  private:
    std::vector<std::int32_t> order_;
    std::vector<ServerDay> days_;
};

}  // namespace nightwatt::referee
