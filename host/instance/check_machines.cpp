#include <algorithm>
#include <cmath>

#include "instance/check_parts.hpp"
#include "instance/class_levels.hpp"
#include "instance/in_quotes.hpp"
#include "instance/tables.hpp"

namespace nightwatt {

namespace {

/// Slower than this, no processor runs; runtimes would leave every range.
constexpr double min_relative_frequency = 0.01;
constexpr double max_relative_power = 100;

void check_levels(const Instance& instance, CheckProblems& problems) {
    const LevelTable& levels = instance.levels;
    std::size_t of_class = 0;
    for (std::size_t row = 0; row < levels.size(); ++row) {
        const std::string place = value_place("levels", "relative_frequency", row);
        const double frequency = levels.relative_frequency[row];
        const bool first = row == 0 || levels.class_index[row] != levels.class_index[row - 1];
        of_class = first ? 1 : of_class + 1;
        if (of_class == max_levels + 1) {
            problems.add(
                "number of levels", "{}: class {} has more than {} levels",
                value_place("levels", "class_index", row),
                in_quotes(instance.classes.id[static_cast<std::size_t>(levels.class_index[row])]),
                max_levels);
        }
        if (row > 0 && levels.class_index[row] < levels.class_index[row - 1]) {
            problems.add("order of /levels", "{}: rows must be sorted by class",
                         value_place("levels", "class_index", row));
        } else if (first && (frequency != 1 || levels.relative_power[row] != 1)) {
            problems.add(
                "first level",
                "{}: the first level of class {} has frequency {} and power {}; both must "
                "be 1",
                place,
                in_quotes(instance.classes.id[static_cast<std::size_t>(levels.class_index[row])]),
                frequency, levels.relative_power[row]);
        } else if (!first && frequency >= levels.relative_frequency[row - 1]) {
            problems.add("order of /levels",
                         "{}: is {}, not below {} of the level before: levels go from fast to slow",
                         place, frequency, levels.relative_frequency[row - 1]);
        }
        if (frequency < min_relative_frequency) {
            problems.add("slow level", "{}: is {}; must be at least {}", place, frequency,
                         min_relative_frequency);
        }
        if (levels.relative_power[row] > max_relative_power) {
            problems.add("power of a level", "{}: is {}; must be at most {}",
                         value_place("levels", "relative_power", row), levels.relative_power[row],
                         max_relative_power);
        }
    }
}

void check_limit(const ServerTable& servers, const char* column, const std::vector<double>& values,
                 double limit, const char* unit, CheckProblems& problems) {
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (values[i] > limit && std::isfinite(values[i])) {
            problems.add(column, "{}: is {} {}; at most {} {} can be held",
                         value_place("servers", column, i, servers.id), values[i], unit, limit,
                         unit);
        }
    }
}

void check_windows(const Instance& instance, CheckProblems& problems) {
    const ServerTable& servers = instance.servers;
    for (std::size_t i = 0; i < servers.size(); ++i) {
        const double close_s = std::isnan(servers.close_s[i])
                                   ? instance.horizon_s
                                   : std::min(servers.close_s[i], instance.horizon_s);
        if (servers.open_s[i] >= close_s) {
            problems.add("window", "{}: is {} s, not before the window's end at {} s",
                         value_place("servers", "open_s", i, servers.id), servers.open_s[i],
                         close_s);
        }
    }
}

void check_capacity(const Instance& instance, CheckProblems& problems) {
    const ServerTable& servers = instance.servers;
    for (std::size_t i = 0; i < servers.size(); ++i) {
        const bool any =
            std::any_of(servers.capacity.begin(), servers.capacity.end(),
                        [i](const std::vector<std::uint32_t>& column) { return column[i] > 0; });
        if (!any) {
            problems.add("capacity", "/servers[{}] {}: has zero capacity of every resource ({})", i,
                         in_quotes(servers.id[i]), fmt::join(instance.resources, ", "));
        }
    }
}

}  // namespace

void check_machines(const Instance& instance, CheckProblems& problems) {
    const ServerTable& servers = instance.servers;
    if (problems.none_of({"/levels/"})) check_levels(instance, problems);
    if (problems.none_of({"horizon_s", "/servers/open_s", "/servers/close_s"})) {
        check_windows(instance, problems);
    }
    check_capacity(instance, problems);
    check_limit(servers, "idle_w", servers.idle_w, max_power_w, "W", problems);
    check_limit(servers, "sleep_w", servers.sleep_w, max_power_w, "W", problems);
    check_limit(servers, "wake_s", servers.wake_s, max_run_s, "s", problems);
}

}  // namespace nightwatt
