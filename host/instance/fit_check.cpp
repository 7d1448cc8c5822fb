#include "instance/fit_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "instance/in_quotes.hpp"

namespace nightwatt {

/// How far a task comes on a server before something stops it, in the order of the tests.
enum class Obstacle { Class, Level, Capacity, Reach, PinnedStart, Window, None };

namespace {

double seconds(std::int64_t ms) {
    return static_cast<double>(ms) / 1000;
}

std::vector<std::vector<ServerType>> strongest_of(std::vector<std::vector<ServerType>> types) {
    for (std::vector<ServerType>& of_class : types) of_class = strongest(std::move(of_class));
    return types;
}

}  // namespace

/// What stops a task on a server type; of two misses the one that got further is the nearer, then
/// the one that misses by less.
struct FitCheck::Miss {
    Obstacle obstacle = Obstacle::Class;
    double by = 0;
    std::string reason;

    [[nodiscard]] bool nearer_than(const Miss& other) const {
        return std::pair(obstacle, -by) > std::pair(other.obstacle, -other.by);
    }
    /// Takes the place of this one if it is nearer. Always false: the task does not fit.
    bool note(Obstacle what, double how_far, auto&& why) {
        const Miss miss{what, how_far, {}};
        if (miss.nearer_than(*this)) *this = {what, how_far, why()};
        return false;
    }
};

FitCheck::FitCheck(const Instance& instance)
    : instance_(instance), times_(instance), strongest_(strongest_of(server_types(instance))) {}

FitCheck::FitCheck(const Instance& instance, std::span<const std::size_t> servers)
    : instance_(instance),
      times_(instance),
      strongest_(strongest_of(server_types(instance, servers))) {}

std::string FitCheck::server_name(const ServerType& type) const {
    return in_quotes(instance_.servers.id[type.server]);
}

std::optional<std::string> FitCheck::misfit(std::size_t j, std::size_t first,
                                            std::size_t last) const {
    const std::int32_t pin = instance_.tasks.pin_server[j];
    std::optional<ServerType> pinned;
    if (pin >= 0) pinned = server_type(instance_, static_cast<std::size_t>(pin));
    Miss nearest{Obstacle::Class, 0, class_reason(first, last, pinned)};
    for (std::size_t row = first; row < last;) {
        const auto k = static_cast<std::size_t>(instance_.runtimes.class_index[row]);
        const std::size_t next = times_.end_of_class(row);
        if (!pinned) {
            for (const ServerType& type : strongest_[k]) {
                if (fits(j, row, next, type, nearest)) return std::nullopt;
            }
        } else if (pinned->class_index == k && fits(j, row, next, *pinned, nearest)) {
            return std::nullopt;
        }
        row = next;
    }
    return nearest.reason;
}

std::string FitCheck::class_reason(std::size_t first, std::size_t last,
                                   const std::optional<ServerType>& pinned) const {
    if (pinned) {
        return fmt::format("it is pinned to server {} of class {}, for which it has no runtime",
                           server_name(*pinned), in_quotes(class_name(pinned->class_index)));
    }
    std::string names;
    constexpr std::size_t max_names = 5;
    for (std::size_t row = first; row < std::min(last, first + max_names); ++row) {
        const auto k = static_cast<std::size_t>(instance_.runtimes.class_index[row]);
        names += (names.empty() ? "" : ", ") + in_quotes(class_name(k));
    }
    return fmt::format("no server is of a class that it may use ({})", names);
}

bool FitCheck::fits(std::size_t j, std::size_t first, std::size_t last, const ServerType& type,
                    Miss& nearest) const {
    const TaskTable& tasks = instance_.tasks;
    const auto run_ms = times_.shortest_run_ms(first, last);
    if (!run_ms) {
        return nearest.note(Obstacle::Level, 0, [&] {
            return fmt::format("it is pinned to level {}, which it cannot use on class {}",
                               tasks.pin_level[j], in_quotes(class_name(type.class_index)));
        });
    }
    for (std::size_t r = 0; r < tasks.need.size(); ++r) {
        const std::uint32_t need = tasks.need[r][j];
        if (need <= type.capacity[r]) continue;
        return nearest.note(Obstacle::Capacity, need - type.capacity[r], [&] {
            return fmt::format("it needs {} of {}, and server {} has {}", need,
                               in_quotes(instance_.resources[r]), server_name(type),
                               type.capacity[r]);
        });
    }
    const auto ready = times_.ready_ms(j, type.site);
    if (!ready) {
        return nearest.note(Obstacle::Reach, 0, [&] {
            return fmt::format(
                "its input lies at site {}, and no link leads to site {} of server {}",
                in_quotes(instance_.sites.id[static_cast<std::size_t>(tasks.input_site[j])]),
                in_quotes(instance_.sites.id[static_cast<std::size_t>(type.site)]),
                server_name(type));
        });
    }
    std::int64_t start_ms = std::max(*ready, type.first_start_ms);
    if (!std::isnan(tasks.pin_start_s[j])) {
        const std::int64_t pin_ms = std::llround(tasks.pin_start_s[j] * 1000);
        if (pin_ms < start_ms) {
            return nearest.note(Obstacle::PinnedStart, seconds(start_ms - pin_ms), [&] {
                return fmt::format(
                    "it is pinned to start at {} s, and on server {} it can start at {} s",
                    seconds(pin_ms), server_name(type), seconds(start_ms));
            });
        }
        start_ms = pin_ms;
    }
    const std::int64_t end_ms = start_ms + *run_ms;
    if (end_ms <= type.close_ms) return true;
    return nearest.note(Obstacle::Window, seconds(end_ms - type.close_ms), [&] {
        return fmt::format(
            "on server {} it would run from {} s to {} s at the earliest, and that must end by "
            "{} s",
            server_name(type), seconds(start_ms), seconds(end_ms), seconds(type.close_ms));
    });
}

}  // namespace nightwatt
