#include "search/schedule.hpp"

#include <algorithm>

namespace nightwatt {

ScheduleStep schedule_step(const Schedule& schedule, double progress) {
    const double place = std::clamp(progress, 0.0, 1.0) * static_cast<double>(schedule.cycles);
    ScheduleStep step;
    step.cycle = std::min(static_cast<std::int64_t>(place), schedule.cycles - 1);
    const double left = 1.0 - (place - static_cast<double>(step.cycle));
    const double share = left * left * left * left;
    const std::int64_t top = step.cycle == 0 ? schedule.first_nano : schedule.again_nano;
    step.threshold_nano = static_cast<std::int64_t>(static_cast<double>(top) * share);
    return step;
}

}  // namespace nightwatt
