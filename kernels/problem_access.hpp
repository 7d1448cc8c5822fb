#pragma once

#include "kernels/problem_view.hpp"

namespace nightwatt {

/// Servers in ascending order. Non-owning.
struct ServerList {
    const std::uint32_t* first;
    std::uint32_t count;

    [[nodiscard]] HOST_DEVICE const std::uint32_t* begin() const { return first; }
    [[nodiscard]] HOST_DEVICE const std::uint32_t* end() const { return first + count; }
    [[nodiscard]] HOST_DEVICE std::uint32_t operator[](std::uint32_t k) const { return first[k]; }
};

HOST_DEVICE inline ServerList profile_servers(const ProblemView& p, std::uint32_t profile) {
    const std::uint32_t first = p.profile_first[profile];
    return {p.profile_servers + first, p.profile_first[profile + 1] - first};
}

/// Those that a task may use, at some level at least.
HOST_DEVICE inline ServerList allowed_servers(const ProblemView& p, std::uint32_t task) {
    return profile_servers(p, p.profile[task]);
}

HOST_DEVICE inline bool may_use(const ProblemView& p, std::uint32_t task, std::uint32_t server) {
    const ServerList allowed = allowed_servers(p, task);
    std::uint32_t low = 0;
    for (std::uint32_t high = allowed.count; low != high;) {
        const std::uint32_t middle = low + (high - low) / 2;
        if (allowed[middle] < server) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low != allowed.count && allowed[low] == server;
}

/// Runtime and power of a task in a mode, or as many levels behind it.
HOST_DEVICE inline const ModeOption& option_of(const ProblemView& p, std::uint32_t task,
                                               std::uint32_t mode, std::uint32_t level = 0) {
    return p.options[std::uint64_t{task} * p.mode_count + mode + level];
}

/// The same at a level on a server, or on those of a group.
template <class Server>
HOST_DEVICE const ModeOption& option_of(const ProblemView& p, const Server& s, std::uint32_t task,
                                        std::uint32_t level) {
    return option_of(p, task, s.first_mode, level);
}

/// The start to which a task is pinned, or -1.
HOST_DEVICE inline std::int64_t pinned_start_ms(const ProblemView& p, std::uint32_t task) {
    return p.pin_start_ms == nullptr ? -1 : p.pin_start_ms[task];
}

/// The level to which a task is pinned, or -1.
HOST_DEVICE inline std::int32_t pinned_level(const ProblemView& p, std::uint32_t task) {
    return p.pin_level == nullptr ? -1 : p.pin_level[task];
}

/// Whether a task's pin leaves it a level; its class may still forbid the mode.
HOST_DEVICE inline bool level_allowed(const ProblemView& p, std::uint32_t task,
                                      std::uint32_t level) {
    return p.pin_level == nullptr || p.pin_level[task] < 0 ||
           p.pin_level[task] == static_cast<std::int32_t>(level);
}

/// From when on a task may start at a site.
HOST_DEVICE inline std::int64_t ready_at(const ProblemView& p, std::uint32_t task,
                                         std::uint32_t site) {
    return p.ready_ms == nullptr ? p.tasks[task].release_ms
                                 : p.ready_ms[std::uint64_t{task} * p.site_count + site];
}

}  // namespace nightwatt
