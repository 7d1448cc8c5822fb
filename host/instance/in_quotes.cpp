#include "instance/in_quotes.hpp"

#include <algorithm>

namespace nightwatt {

std::size_t utf8_length(std::string_view text) {
    if (text.empty()) return 0;
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(0);
    if (first < 0x80) return 1;
    const std::size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || text.size() < length) return 0;
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xc0) != 0x80) return 0;
    }
    // Overlong forms, surrogates and what lies beyond the last code point.
    const bool valid = !(first == 0xe0 && byte(1) < 0xa0) && !(first == 0xed && byte(1) > 0x9f) &&
                       !(first == 0xf0 && byte(1) < 0x90) && !(first == 0xf4 && byte(1) > 0x8f);
    return valid ? length : 0;
}

std::string printable(std::string_view text, std::size_t max_bytes) {
    std::string result;
    while (!text.empty()) {
        if (result.size() >= max_bytes) return result + "...";
        const std::size_t length = utf8_length(text);
        const unsigned char first = static_cast<unsigned char>(text.front());
        if (length == 0 || first < 0x20 || first == 0x7f) {
            result += '?';
        } else {
            result += text.substr(0, length);
        }
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return result;
}

std::string in_quotes(std::string_view text) {
    return "'" + printable(text) + "'";
}

}  // namespace nightwatt
