#pragma once

#include <cstdint>

namespace nightwatt {

/// A hash of the GPUs that this process sees, whatever their order; 0: none. Touches none of them.
[[nodiscard]] std::uint64_t hash_of_seen_devices();

}  // namespace nightwatt
