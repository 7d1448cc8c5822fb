#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace nightwatt {

/// A printable() name on at most so many columns, 5 or more: where it is longer its middle becomes
/// "...", as numbers stand at the end of names.
[[nodiscard]] std::string short_name(const std::string& text, std::size_t most);

/// Names that stand below each other. Where short_name() would make two of them the same, most of
/// what the long ones begin with in common is left out, too.
[[nodiscard]] std::vector<std::string> short_names(const std::vector<std::string>& names,
                                                   std::size_t most);

}  // namespace nightwatt
