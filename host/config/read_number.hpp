#pragma once

#include <charconv>
#include <optional>
#include <string_view>

namespace nightwatt {

/// The whole text as a number, nothing else before or after it; else nothing.
template <class Number>
[[nodiscard]] std::optional<Number> read_number(std::string_view text) {
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

}  // namespace nightwatt
