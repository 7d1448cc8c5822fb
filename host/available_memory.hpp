#pragma once

#include <cstdint>

namespace nightwatt {

/// Memory that this process may still take: what its machine has left, no more than Slurm gave the
/// job on this node; a share of it where several ranks run on the node. Where the system does not
/// say, INT64_MAX.
[[nodiscard]] std::int64_t available_memory_bytes();

}  // namespace nightwatt
