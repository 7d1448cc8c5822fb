#include "io/report/server_room.hpp"

#include <algorithm>

namespace nightwatt {

ServerRoom::ServerRoom(const Instance& instance, const Plan& plan)
    : instance_(instance),
      plan_(plan),
      tasks_(instance.servers.size()),
      steps_(instance.servers.size()) {
    for (std::size_t task = 0; task != plan.size(); ++task) {
        tasks_[static_cast<std::size_t>(plan.server[task])].push_back(task);
    }
}

const std::vector<ServerRoom::Step>& ServerRoom::steps_of(std::size_t server) {
    std::vector<Step>& steps = steps_[server];
    if (!steps.empty()) return steps;
    std::vector<Step> changes;
    for (const std::size_t task : tasks_[server]) {
        Step begins{plan_.start_ms[task], {}};
        Step ends{plan_.end_ms[task], {}};
        for (std::size_t r = 0; r != instance_.resources.size(); ++r) {
            begins.held[r] = instance_.tasks.need[r][task];
            ends.held[r] = -begins.held[r];
        }
        changes.push_back(begins);
        changes.push_back(ends);
    }
    std::sort(changes.begin(), changes.end(),
              [](const Step& a, const Step& b) { return a.from_ms < b.from_ms; });
    Amounts held{};
    for (const Step& change : changes) {
        for (std::size_t r = 0; r != held.size(); ++r) held[r] += change.held[r];
        if (!steps.empty() && steps.back().from_ms == change.from_ms) {
            steps.back().held = held;
        } else {
            steps.push_back({change.from_ms, held});
        }
    }
    return steps;
}

double ServerRoom::earliest_ms(std::size_t task, double from_ms) {
    const auto server = static_cast<std::size_t>(plan_.server[task]);
    const auto start = static_cast<double>(plan_.start_ms[task]);
    const double run = static_cast<double>(plan_.end_ms[task]) - start;
    Amounts room{};
    for (std::size_t r = 0; r != instance_.resources.size(); ++r) {
        room[r] = std::int64_t{instance_.servers.capacity[r][server]} -
                  std::int64_t{instance_.tasks.need[r][task]};
    }
    const std::vector<Step>& steps = steps_of(server);
    auto step = std::upper_bound(steps.begin(), steps.end(), from_ms, [](double ms, const Step& s) {
        return ms < static_cast<double>(s.from_ms);
    });
    double earliest = from_ms;
    if (step != steps.begin()) {
        --step;
    } else if (static_cast<double>(step->from_ms) >= earliest + run) {
        return std::min(earliest, start);
    }
    // The task itself is among what is held from its start on only, where the plan has room for it.
    for (; earliest < start && static_cast<double>(step->from_ms) < start; ++step) {
        const auto until = static_cast<double>(std::next(step)->from_ms);
        const bool full =
            !std::equal(room.begin(), room.end(), step->held.begin(),
                        [](std::int64_t has, std::int64_t held) { return held <= has; });
        if (full) {
            earliest = std::max(earliest, until);
        } else if (until >= earliest + run) {
            break;
        }
    }
    return std::min(earliest, start);
}

}  // namespace nightwatt
