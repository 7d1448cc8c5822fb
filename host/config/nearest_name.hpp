#pragma once

#include <span>
#include <string>
#include <string_view>

namespace nightwatt {

/// The name among `names` that a person most likely meant by `given`: the one with the smallest
/// edit distance (insert, delete, replace, exchange of neighbours; case ignored), the first of
/// equals. Dotted names are also compared by their last part, so that a setting written in the
/// wrong section is found. Empty where nothing is close.
[[nodiscard]] std::string nearest_name(std::string_view given, std::span<const std::string> names);

/// The same without a look at parts: dots mean nothing in the names of files.
[[nodiscard]] std::string nearest_whole_name(std::string_view given,
                                             std::span<const std::string> names);

/// "; did you mean NAME?", or nothing where no name is close.
[[nodiscard]] std::string suggestion(std::string_view given, std::span<const std::string> names);

}  // namespace nightwatt
