#pragma once

#include <cstdint>

namespace nightwatt {

/// CPU threads for this process: its CPUs, those that Slurm gave it, its share of those that it has
/// together with other ranks.
[[nodiscard]] std::int64_t usable_threads();

}  // namespace nightwatt
