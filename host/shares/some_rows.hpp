#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "instance/instance.hpp"

namespace nightwatt {

/// Appends some tasks of an instance to another one, with their runtimes and whatever stands beside
/// them. `rows` ascending. Both instances have the same servers.
void append_tasks(const Instance& from, std::span<const std::size_t> rows, Instance& to);

/// The instance with these servers alone, ascending, and their part of what the sites share: of
/// renewable power, caps, heat demand and battery the part of the site's servers that they are, of
/// the energy cap the part of all servers. Tasks must be pinned to none but them.
[[nodiscard]] Instance with_servers(Instance whole, const std::vector<std::uint32_t>& servers);

}  // namespace nightwatt
