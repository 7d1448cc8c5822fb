#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace nightwatt {

/// Seconds since 1970-01-01T00:00:00Z, without leap seconds. All series are kept in it: a local
/// clock shows an hour twice in autumn and never shows one in spring.
using UtcSeconds = std::int64_t;

/// "2023-07-04T18:00:00+02:00", "2023-07-04 16:00Z", with T or a space, seconds and the colon of
/// the offset optional; a fraction of a second must be zero. Nothing: malformed, no such date, or
/// no offset.
[[nodiscard]] std::optional<UtcSeconds> parse_moment(std::string_view text);

/// The same without an offset; the moment if the text is taken for UTC.
[[nodiscard]] std::optional<UtcSeconds> parse_clock(std::string_view text);

/// "2023-07-04T16:00:00Z".
[[nodiscard]] std::string moment_text(UtcSeconds moment);

}  // namespace nightwatt
