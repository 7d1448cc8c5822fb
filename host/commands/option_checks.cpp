#include "commands/option_checks.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "config/nearest_name.hpp"
#include "config/quantity.hpp"
#include "config/read_number.hpp"

namespace nightwatt {

namespace {

CLI::Validator between(const char* what, bool whole, double least, double most) {
    const std::string range = fmt::format("from {} to {}", least, most);
    return {[=](std::string& text) {
                const std::optional<double> value = read_number<double>(text);
                const bool good = value && *value >= least && *value <= most &&
                                  (!whole || *value == std::floor(*value));
                return good ? std::string()
                            : fmt::format("{}: allowed is {} {}", text, what, range);
            },
            range};
}

}  // namespace

CLI::Validator one_of(std::vector<std::string> words) {
    const std::string listed = fmt::format("{{{}}}", fmt::join(words, ","));
    return {[words = std::move(words)](std::string& word) {
                if (std::find(words.begin(), words.end(), word) != words.end())
                    return std::string();
                return fmt::format("{}: allowed is {}{}", word, fmt::join(words, ", "),
                                   suggestion(word, words));
            },
            listed};
}

CLI::Validator between_numbers(double least, double most) {
    return between("a number", false, least, most);
}

CLI::Validator between_whole_numbers(double least, double most) {
    return between("a whole number", true, least, most);
}

CLI::Validator in_unit(const std::string& unit) {
    return {[unit](std::string& text) {
                if (read_number<double>(text)) return std::string();
                const std::optional<double> value = read_quantity(text, unit);
                if (!value) return fmt::format("{}: must be a number{}", text, unit_hint(unit));
                text = fmt::format("{}", *value);
                return std::string();
            },
            ""};
}

}  // namespace nightwatt
