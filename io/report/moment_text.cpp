#include "io/report/moment_text.hpp"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <cmath>
#include <optional>
#include <string_view>

namespace nightwatt {

namespace {

std::optional<int> digits(std::string_view text, std::size_t at, std::size_t count) {
    int value = 0;
    const char* first = text.data() + at;
    const auto [end, error] = std::from_chars(first, first + count, value);
    if (error != std::errc() || end != first + count) return std::nullopt;
    return value;
}

std::optional<std::chrono::sys_seconds> parse(std::string_view epoch) {
    constexpr std::string_view shape = "0000-00-00T00:00:00Z";
    if (epoch.size() != shape.size()) return std::nullopt;
    for (std::size_t i = 0; i != shape.size(); ++i) {
        if (shape[i] != '0' && epoch[i] != shape[i]) return std::nullopt;
    }
    const auto year = digits(epoch, 0, 4), month = digits(epoch, 5, 2), day = digits(epoch, 8, 2);
    const auto hour = digits(epoch, 11, 2), minute = digits(epoch, 14, 2),
               second = digits(epoch, 17, 2);
    if (!year || !month || !day || !hour || !minute || !second) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(*year),
                                           std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day))};
    if (!date.ok()) return std::nullopt;
    return std::chrono::sys_days(date) + std::chrono::hours(*hour) + std::chrono::minutes(*minute) +
           std::chrono::seconds(*second);
}

}  // namespace

std::string utc_text(const std::string& epoch, double seconds) {
    const std::chrono::seconds offset(static_cast<std::int64_t>(std::floor(seconds)));
    const auto zero = parse(epoch);
    if (!zero) {
        const auto minutes = std::chrono::floor<std::chrono::minutes>(offset).count();
        return fmt::format("+{:02}:{:02}", minutes / 60, minutes % 60);
    }
    const auto moment = *zero + offset;
    const auto day = std::chrono::floor<std::chrono::days>(moment);
    const std::chrono::year_month_day date(day);
    const auto minutes = std::chrono::floor<std::chrono::minutes>(moment - day).count();
    return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                       minutes / 60, minutes % 60);
}

}  // namespace nightwatt
