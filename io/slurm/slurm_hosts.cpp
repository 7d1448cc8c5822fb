#include "io/slurm/slurm_hosts.hpp"

#include <fmt/format.h>

#include <cstdint>

#include "config/read_number.hpp"

namespace nightwatt {

namespace {

constexpr std::size_t most_hosts = 1'000'000;

/// Calls f for every part between commas that stand outside of brackets.
template <class F>
void split(std::string_view text, F&& f) {
    int depth = 0;
    std::size_t first = 0;
    for (std::size_t at = 0; at <= text.size(); ++at) {
        if (at == text.size() || (text[at] == ',' && depth == 0)) {
            f(text.substr(first, at - first));
            first = at + 1;
        } else {
            depth += text[at] == '[' ? 1 : text[at] == ']' ? -1 : 0;
        }
    }
}

/// "01-03,7": the numbers, with the leading zeros of the first of each range.
bool add_numbers(std::string_view ranges, std::vector<std::string>& numbers) {
    bool sound = true;
    split(ranges, [&](std::string_view range) {
        const std::size_t dash = range.find('-');
        const std::string_view begin = range.substr(0, dash);
        const std::string_view end =
            dash == std::string_view::npos ? begin : range.substr(dash + 1);
        const auto first = read_number<std::int64_t>(begin);
        const auto last = read_number<std::int64_t>(end);
        sound = sound && first >= 0 && last >= 0 &&
                *last - *first < static_cast<std::int64_t>(most_hosts);
        for (std::int64_t k = sound ? *first : 0; sound && k <= *last; ++k) {
            numbers.push_back(fmt::format("{:0{}}", k, begin.size()));
        }
        sound = sound && numbers.size() <= most_hosts;
    });
    return sound;
}

/// Every name that a word with any number of brackets stands for, each after `prefix`.
bool expand(const std::string& prefix, std::string_view word, std::vector<std::string>& hosts) {
    const std::size_t open = word.find('[');
    if (open == std::string_view::npos) {
        hosts.push_back(prefix + std::string(word));
        return hosts.size() <= most_hosts && word.find(']') == std::string_view::npos;
    }
    const std::size_t close = word.find(']', open);
    std::vector<std::string> numbers;
    if (close == std::string_view::npos ||
        !add_numbers(word.substr(open + 1, close - open - 1), numbers)) {
        return false;
    }
    const std::string before = prefix + std::string(word.substr(0, open));
    for (const std::string& number : numbers) {
        if (!expand(before + number, word.substr(close + 1), hosts)) return false;
    }
    return true;
}

}  // namespace

std::vector<std::string> parse_slurm_hosts(std::string_view text) {
    std::vector<std::string> hosts;
    bool sound = true;
    split(text, [&](std::string_view word) {
        if (!word.empty()) sound = sound && expand("", word, hosts);
    });
    return sound ? hosts : std::vector<std::string>();
}

}  // namespace nightwatt
