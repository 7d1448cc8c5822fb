#include "io/slurm/shell_text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace nightwatt {

namespace {

bool is_control(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7f;
}

bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

}  // namespace

std::string shell_word(std::string_view text) {
    const bool controls = std::any_of(text.begin(), text.end(), is_control);
    std::string word = controls ? "$'" : "'";
    for (const char c : text) {
        if (is_control(c)) {
            word += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
        } else if (controls && (c == '\'' || c == '\\')) {
            word += fmt::format("\\{}", c);
        } else if (c == '\'') {
            word += "'\\''";
        } else {
            word += c;
        }
    }
    return word + "'";
}

bool is_slurm_name(std::string_view text) {
    return !text.empty() && text.size() <= 255 && text.front() != '-' && text.front() != '.' &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return is_letter_or_digit(c) || c == '_' || c == '-' || c == '.';
           });
}

}  // namespace nightwatt
