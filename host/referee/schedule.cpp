#include "referee/schedule.hpp"

#include <algorithm>
#include <tuple>

namespace nightwatt::referee {

namespace {

void find_gaps(const Plan& plan, ServerDay& day) {
    day.first_ms = static_cast<double>(plan.start_ms[static_cast<std::size_t>(day.tasks.front())]);
    double reach = day.first_ms;
    for (const std::int32_t task : day.tasks) {
        const auto row = static_cast<std::size_t>(task);
        const auto start = static_cast<double>(plan.start_ms[row]);
        if (start > reach) day.gaps.push_back({.from_ms = reach, .to_ms = start});
        reach = std::max({reach, start, static_cast<double>(plan.end_ms[row])});
    }
    day.last_ms = reach;
}

}  // namespace

Schedule::Schedule(const Instance& instance, const Plan& plan)
    : order_(plan.size()), days_(instance.servers.size()) {
    std::vector<std::size_t> first(days_.size() + 1, 0);
    for (const std::int32_t server : plan.server) ++first[static_cast<std::size_t>(server) + 1];
    for (std::size_t i = 0; i != days_.size(); ++i) first[i + 1] += first[i];
    std::vector<std::size_t> next(first.begin(), first.end() - 1);
    for (std::size_t task = 0; task != plan.size(); ++task) {
        order_[next[static_cast<std::size_t>(plan.server[task])]++] =
            static_cast<std::int32_t>(task);
    }
    const auto key = [&](std::int32_t task) {
        const auto row = static_cast<std::size_t>(task);
        return std::tuple(plan.start_ms[row], plan.end_ms[row], task);
    };
    for (std::size_t i = 0; i != days_.size(); ++i) {
        const std::span tasks(order_.begin() + static_cast<std::ptrdiff_t>(first[i]),
                              order_.begin() + static_cast<std::ptrdiff_t>(first[i + 1]));
        std::sort(tasks.begin(), tasks.end(),
                  [&](std::int32_t a, std::int32_t b) { return key(a) < key(b); });
        days_[i].tasks = tasks;
        if (!tasks.empty()) find_gaps(plan, days_[i]);
    }
}

}  // namespace nightwatt::referee
