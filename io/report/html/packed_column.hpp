#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace nightwatt {

/// A column of numbers as base64 of little-endian 32-bit values: a third of what digits take. What
/// a page draws needs no more than the seven digits of a float.

[[nodiscard]] std::string packed(std::span<const double> values);
[[nodiscard]] std::string packed(std::span<const std::int32_t> values);

}  // namespace nightwatt
