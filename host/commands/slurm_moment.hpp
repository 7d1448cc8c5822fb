#pragma once

#include <cstdint>
#include <string>

#include "instance/instance.hpp"

namespace nightwatt {

/// Now, as Unix time.
[[nodiscard]] std::int64_t unix_time_s();

/// Unix time of a plan's time 0 by --begin: a moment, "now", or empty for the instance's epoch.
/// Throws UsageError.
[[nodiscard]] std::int64_t time_zero_s(const std::string& begin, const Instance& instance);

}  // namespace nightwatt
