#include "io/import/history/local_clock.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <chrono>

#include "errors.hpp"

namespace nightwatt {

namespace {

constexpr std::int64_t hour_s = 3600;

struct NamedClock {
    const char* name;
    std::int64_t winter_h;
};
constexpr NamedClock united_states[] = {
    {"us-eastern", -5}, {"us-central", -6}, {"us-mountain", -7}, {"us-pacific", -8}};
constexpr NamedClock europe[] = {{"eu-western", 0}, {"eu-central", 1}, {"eu-eastern", 2}};

int year_of(UtcSeconds moment) {
    const std::chrono::sys_seconds time{std::chrono::seconds{moment}};
    return static_cast<int>(
        std::chrono::year_month_day{std::chrono::floor<std::chrono::days>(time)}.year());
}

/// Midnight, UTC, of the given Sunday of a month: 1 the first, 0 the last.
UtcSeconds sunday(int year, unsigned month, unsigned which) {
    using namespace std::chrono;
    const year_month at = std::chrono::year{year} / std::chrono::month{month};
    const sys_days day = which == 0 ? sys_days{at / Sunday[last]} : sys_days{at / Sunday[which]};
    return sys_seconds{day}.time_since_epoch().count();
}

}  // namespace

LocalClock::LocalClock(const std::string& name) {
    if (name == "utc") return;
    for (const NamedClock& clock : united_states) {
        if (name != clock.name) continue;
        offset_s_ = clock.winter_h * hour_s;
        rule_ = Rule::UnitedStates;
        return;
    }
    for (const NamedClock& clock : europe) {
        if (name != clock.name) continue;
        offset_s_ = clock.winter_h * hour_s;
        rule_ = Rule::Europe;
        return;
    }
    // "+05:30": what time 0 of that clock is in UTC.
    const auto midnight = parse_moment("1970-01-01T00:00" + name);
    if (!midnight) {
        throw UsageError(
            fmt::format("clock '{}' is not known: it must be an offset as +05:30, or "
                        "one of {}",
                        name, fmt::join(names(), ", ")));
    }
    offset_s_ = -*midnight;
}

std::vector<std::string> LocalClock::names() {
    std::vector<std::string> all{"utc"};
    for (const NamedClock& clock : united_states) all.emplace_back(clock.name);
    for (const NamedClock& clock : europe) all.emplace_back(clock.name);
    return all;
}

bool LocalClock::is_summer(UtcSeconds moment) const {
    if (rule_ == Rule::None) return false;
    const int year = year_of(moment);
    if (rule_ == Rule::Europe) {
        return moment >= sunday(year, 3, 0) + hour_s && moment < sunday(year, 10, 0) + hour_s;
    }
    // 2:00 by the clock that is about to be changed.
    return moment >= sunday(year, 3, 2) + 2 * hour_s - offset_s_ &&
           moment < sunday(year, 11, 1) + hour_s - offset_s_;
}

int LocalClock::first_year() const {
    return rule_ == Rule::None ? 0 : rule_ == Rule::Europe ? 1996 : 2007;
}

bool LocalClock::knows(UtcSeconds clock) const {
    return rule_ == Rule::None || year_of(clock) >= first_year();
}

std::vector<UtcSeconds> LocalClock::moments(UtcSeconds clock) const {
    std::vector<UtcSeconds> found;
    if (!knows(clock)) return found;
    const UtcSeconds summer = clock - offset_s_ - hour_s;
    const UtcSeconds winter = clock - offset_s_;
    if (is_summer(summer)) found.push_back(summer);
    if (!is_summer(winter)) found.push_back(winter);
    return found;
}

}  // namespace nightwatt
