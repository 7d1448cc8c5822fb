#pragma once

#include <cstdint>
#include <vector>

#include "instance/instance.hpp"

namespace nightwatt {

/// Servers that a task cannot tell apart: equal class, site, capacity and wake time.
struct ServerShape {
    std::int32_t class_index = 0;
    std::int32_t site = 0;
    double wake_s = 0;
    std::vector<std::uint32_t> capacity;  ///< by resource

    auto operator<=>(const ServerShape&) const = default;
    [[nodiscard]] bool holds(const std::vector<std::uint32_t>& need) const;
};

/// The different shapes of an instance's servers, sorted: a few dozen where there are thousands of
/// servers.
[[nodiscard]] std::vector<ServerShape> server_shapes(const Instance& instance);

/// Moment at which a task's data, released at release_s at `input_site` (-1: everywhere), have
/// arrived at `site`; infinity where no link leads there.
[[nodiscard]] double ready_s(const Instance& instance, double release_s, double input_bytes,
                             std::int32_t input_site, std::int32_t site);

}  // namespace nightwatt
