#include "io/import/utc_time.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace nightwatt {

namespace {

/// Takes exactly `digits` digits from the front of `text`.
std::optional<int> take_number(std::string_view& text, std::size_t digits) {
    if (text.size() < digits) return {};
    int value = 0;
    for (const char c : text.substr(0, digits)) {
        if (c < '0' || c > '9') return {};
        value = value * 10 + (c - '0');
    }
    text.remove_prefix(digits);
    return value;
}

bool take(std::string_view& text, char expected) {
    if (text.empty() || text.front() != expected) return false;
    text.remove_prefix(1);
    return true;
}

/// Takes ".000" from the front: a fraction of a second that is none. False: it is one.
bool take_zero_fraction(std::string_view& text) {
    if (!take(text, '.')) return true;
    const std::size_t digits = std::min(text.find_first_not_of('0'), text.size());
    text.remove_prefix(digits);
    return digits > 0 && (text.empty() || text.front() < '0' || text.front() > '9');
}

/// Takes "YYYY-MM-DD[T ]hh:mm[:ss[.000]]" from the front.
std::optional<UtcSeconds> take_clock(std::string_view& text) {
    const auto year = take_number(text, 4);
    if (!year || !take(text, '-')) return {};
    const auto month = take_number(text, 2);
    if (!month || !take(text, '-')) return {};
    const auto day = take_number(text, 2);
    if (!day || !(take(text, 'T') || take(text, ' '))) return {};
    const auto hour = take_number(text, 2);
    if (!hour || !take(text, ':')) return {};
    const auto minute = take_number(text, 2);
    if (!minute) return {};
    std::optional<int> second = 0;
    if (take(text, ':')) {
        second = take_number(text, 2);
        if (!take_zero_fraction(text)) return {};
    }
    const std::chrono::year_month_day date{std::chrono::year{*year},
                                           std::chrono::month{static_cast<unsigned>(*month)},
                                           std::chrono::day{static_cast<unsigned>(*day)}};
    if (!second || !date.ok() || *hour > 23 || *minute > 59 || *second > 59) return {};
    const std::int64_t days = std::chrono::sys_days{date}.time_since_epoch().count();
    return days * 86'400 + *hour * 3600 + *minute * 60 + *second;
}

/// "Z", "+02:00" or "-0800", whole.
std::optional<std::int64_t> parse_offset(std::string_view text) {
    if (text == "Z") return 0;
    const bool west = !text.empty() && text.front() == '-';
    if (!take(text, '+') && !take(text, '-')) return {};
    const auto hours = take_number(text, 2);
    if (!hours) return {};
    take(text, ':');
    const auto minutes = take_number(text, 2);
    if (!minutes || !text.empty() || *hours > 23 || *minutes > 59) return {};
    return (west ? -1 : 1) * (*hours * 3600 + *minutes * 60);
}

}  // namespace

std::optional<UtcSeconds> parse_moment(std::string_view text) {
    const auto clock = take_clock(text);
    const auto offset = parse_offset(text);
    if (!clock || !offset) return {};
    return *clock - *offset;
}

std::optional<UtcSeconds> parse_clock(std::string_view text) {
    const auto clock = take_clock(text);
    if (!text.empty()) return {};
    return clock;
}

std::string moment_text(UtcSeconds moment) {
    const std::chrono::sys_seconds time{std::chrono::seconds{moment}};
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date{day};
    const std::int64_t second = (time - day).count();
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                       second / 3600, second / 60 % 60, second % 60);
}

}  // namespace nightwatt
