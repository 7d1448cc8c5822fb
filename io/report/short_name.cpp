#include "io/report/short_name.hpp"

#include <algorithm>
#include <set>
#include <string_view>

#include "instance/in_quotes.hpp"
#include "io/report/text_table.hpp"

namespace nightwatt {

namespace {

/// Byte at which the character of this number begins.
std::size_t byte_of(std::string_view text, std::size_t character) {
    std::size_t at = 0;
    for (; character > 0; --character) at += utf8_length(text.substr(at));
    return at;
}

/// Bytes at the beginning that are the same in both.
std::size_t common_bytes(std::string_view a, std::string_view b) {
    const auto differ = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    return static_cast<std::size_t>(differ.first - a.begin());
}

std::size_t different(const std::vector<std::string>& names) {
    return std::set<std::string_view>(names.begin(), names.end()).size();
}

/// On at most so many columns, of which the end has `tail` where the text is longer.
std::string cut(const std::string& text, std::size_t most, std::size_t tail) {
    const std::size_t all = columns_of(text);
    if (all <= most) return text;
    return text.substr(0, byte_of(text, most - 3 - tail)) + "..." +
           text.substr(byte_of(text, all - tail));
}

}  // namespace

std::string short_name(const std::string& text, std::size_t most) {
    return cut(text, most, (most - 3) / 2);
}

std::vector<std::string> short_names(const std::vector<std::string>& names, std::size_t most) {
    std::vector<std::string> result;
    std::vector<std::size_t> long_ones;
    for (std::size_t i = 0; i != names.size(); ++i) {
        result.push_back(short_name(names[i], most));
        if (result[i] != names[i]) long_ones.push_back(i);
    }
    if (different(result) == different(names)) return result;
    std::string_view common = names[long_ones.front()];
    for (const std::size_t i : long_ones) common = common.substr(0, common_bytes(common, names[i]));
    // A few characters of it stay, so that few numbers are torn.
    constexpr std::size_t stay = 3;
    std::size_t whole = 0;  // bytes: the names may part within a character
    while (const std::size_t length = utf8_length(common.substr(whole))) whole += length;
    common = common.substr(0, whole);
    const std::size_t columns = columns_of(std::string(common));
    if (columns <= stay) return result;
    const std::size_t begin = byte_of(common, columns - stay);
    for (const std::size_t i : long_ones) {
        result[i] = cut("..." + names[i].substr(begin), most, (most - 3) / 4);
    }
    return result;
}

}  // namespace nightwatt
