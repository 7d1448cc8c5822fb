#include "instance/task_places.hpp"

#include <algorithm>

#include "instance/server_types.hpp"

namespace nightwatt {

void Place::take(const Instance& instance, std::size_t server) {
    const ServerType type = server_type(instance, server);
    const double server_idle_w = instance.servers.idle_w[server];
    idle_w = std::min(idle_w, server_idle_w);
    first_start_ms = std::min(first_start_ms, type.first_start_ms);
    close_ms = std::max(close_ms, type.close_ms);
    idle_w_per_unit.resize(instance.resources.size(), std::numeric_limits<double>::infinity());
    for (std::size_t r = 0; r < instance.resources.size(); ++r) {
        if (type.capacity[r] == 0) continue;
        idle_w_per_unit[r] = std::min(idle_w_per_unit[r], server_idle_w / type.capacity[r]);
    }
}

TaskPlaces::TaskPlaces(const Instance& instance)
    : instance_(instance),
      times_(instance),
      places_(instance.classes.size() * instance.sites.size()) {
    for (std::size_t i = 0; i < instance.servers.size(); ++i) {
        const auto k = static_cast<std::size_t>(instance.servers.class_index[i]);
        const auto s = static_cast<std::size_t>(instance.servers.site[i]);
        places_[k * instance.sites.size() + s].take(instance, i);
    }
}

std::optional<Place> TaskPlaces::pinned_place(std::size_t task) const {
    const std::int32_t pin = instance_.tasks.pin_server[task];
    if (pin < 0) return std::nullopt;
    Place place;
    place.take(instance_, static_cast<std::size_t>(pin));
    return place;
}

void TaskPlaces::add(std::size_t row, const std::optional<Place>& pinned,
                     std::vector<TaskPlace>& places) const {
    const auto task = static_cast<std::size_t>(instance_.runtimes.task[row]);
    const auto k = static_cast<std::size_t>(instance_.runtimes.class_index[row]);
    const std::int32_t pin_server = instance_.tasks.pin_server[task];
    const std::int32_t pin_level = instance_.tasks.pin_level[task];
    for (std::size_t site = 0; site < instance_.sites.size(); ++site) {
        const Place* place = &places_[k * instance_.sites.size() + site];
        if (pinned) {
            const auto server = static_cast<std::size_t>(pin_server);
            const bool here =
                instance_.servers.class_index[server] == instance_.runtimes.class_index[row] &&
                instance_.servers.site[server] == static_cast<std::int32_t>(site);
            if (!here) continue;
            place = &*pinned;
        }
        const auto ready_ms = times_.ready_ms(task, static_cast<std::int32_t>(site));
        if (place->close_ms < 0 || !ready_ms) continue;
        times_.for_each_level(
            row, times_.end_of_class(row), [&](std::size_t level, double run_s, double power_w) {
                if (pin_level >= 0 && static_cast<std::size_t>(pin_level) != level) return;
                places.push_back({site, place, run_s, power_w, *ready_ms});
            });
    }
}

}  // namespace nightwatt
