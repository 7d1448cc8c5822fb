#pragma once

#include <cstdint>

namespace nightwatt {

/// How much worse plans may get by a move as the search goes on (the threshold of annealing): falls
/// from `first_nano` to 0 over a cycle as (1 - progress)^4, cycle after cycle; later cycles begin
/// lower, at `again_nano`.
struct Schedule {
    std::int64_t first_nano = 0;
    std::int64_t again_nano = 0;
    std::int64_t cycles = 1;
};

/// A generation's place in the schedule.
struct ScheduleStep {
    std::int64_t cycle = 0;
    std::int64_t threshold_nano = 0;
};

/// `progress` is the share of the search that is over, from 0 to 1.
[[nodiscard]] ScheduleStep schedule_step(const Schedule& schedule, double progress);

}  // namespace nightwatt
