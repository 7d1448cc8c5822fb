#pragma once

#include <string>
#include <string_view>

namespace nightwatt {

/// A text from a file, fit for a message: control characters and bytes that are not UTF-8 become
/// '?', what is longer than `max_bytes` is cut.
[[nodiscard]] std::string printable(std::string_view text, std::size_t max_bytes = 60);

/// The same in single quotes.
[[nodiscard]] std::string in_quotes(std::string_view text);

/// Length in bytes of the valid UTF-8 character at the start of `text`; 0: none is there.
[[nodiscard]] std::size_t utf8_length(std::string_view text);

}  // namespace nightwatt
