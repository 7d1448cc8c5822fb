#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <type_traits>
#include <vector>

namespace nightwatt {

/// Checks of options that are no settings; messages as those of settings.

/// One of these words; another one is refused with the nearest.
[[nodiscard]] CLI::Validator one_of(std::vector<std::string> words);

/// A number within these limits.
[[nodiscard]] CLI::Validator between_numbers(double least, double most);
[[nodiscard]] CLI::Validator between_whole_numbers(double least, double most);
template <class Number>
[[nodiscard]] CLI::Validator between(Number least, Number most) {
    const auto low = static_cast<double>(least);
    const auto high = static_cast<double>(most);
    return std::is_integral_v<Number> ? between_whole_numbers(low, high)
                                      : between_numbers(low, high);
}

/// For transform(): a number may stand in another unit of its quantity, "15 min" where hours are
/// wanted.
[[nodiscard]] CLI::Validator in_unit(const std::string& unit);

}  // namespace nightwatt
