#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "instance/instance.hpp"

namespace nightwatt {

/// What decides whether a task can run on a server, in the planner's rounding.
struct ServerType {
    std::size_t server = 0;  ///< one of the servers of this type
    std::size_t count = 1;   ///< how many there are
    std::size_t class_index = 0;
    std::int32_t site = 0;
    std::int64_t first_start_ms = 0;  ///< open + wake
    std::int64_t close_ms = 0;
    std::array<std::uint32_t, max_resources> capacity{};
};

[[nodiscard]] ServerType server_type(const Instance& instance, std::size_t server);

/// [class]: the types of its servers, alike ones counted together; of these servers only.
[[nodiscard]] std::vector<std::vector<ServerType>> server_types(const Instance& instance);
[[nodiscard]] std::vector<std::vector<ServerType>> server_types(
    const Instance& instance, std::span<const std::size_t> servers);

/// The types of one class without those that another type of the same site equals or exceeds in
/// every way: a task that fits any of `types` fits one of these.
[[nodiscard]] std::vector<ServerType> strongest(std::vector<ServerType> types);

}  // namespace nightwatt
