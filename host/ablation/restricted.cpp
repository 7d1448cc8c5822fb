#include "ablation/restricted.hpp"

#include <algorithm>

#include "ablation/server_choice.hpp"
#include "instance/class_levels.hpp"

namespace nightwatt {

Instance restricted(const Instance& instance, const Plan& dispatched, LeverSet free) {
    Instance result = instance;
    restrict_servers(result, dispatched, free);
    if (!free.has(Lever::Frequency)) result.tasks.pin_level = dispatched.level;
    if (!free.has(Lever::Time)) {
        std::transform(dispatched.start_ms.begin(), dispatched.start_ms.end(),
                       result.tasks.pin_start_s.begin(),
                       [](std::int64_t start_ms) { return static_cast<double>(start_ms) / 1e3; });
    }
    // A server that draws as much asleep as idle never gains by sleeping.
    if (!free.has(Lever::Sleep)) result.servers.sleep_w = result.servers.idle_w;
    if (!free.has(Lever::Renewable)) {
        std::fill(result.series.renewable_w.begin(), result.series.renewable_w.end(), 0.0);
        std::fill(result.spreads.renewable_w_spread.begin(),
                  result.spreads.renewable_w_spread.end(), 0.0);
    }
    if (!free.has(Lever::Battery)) result.batteries = {};
    return result;
}

std::size_t modes_of(const Instance& instance) {
    const ClassLevels levels(instance);
    std::size_t modes = 0;
    for (std::size_t k = 0; k != instance.classes.size(); ++k) modes += levels.count(k);
    return modes;
}

}  // namespace nightwatt
