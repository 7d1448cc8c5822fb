#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "instance/check_parts.hpp"
#include "instance/quoted.hpp"
#include "instance/server_types.hpp"
#include "instance/task_times.hpp"

namespace nightwatt {

namespace {

/// How far a task comes on a server before something stops it, in the order of the tests.
enum class Obstacle { Class, Level, Capacity, Reach, PinnedStart, Window, None };

/// What stops a task on a server type; of two misses the one that got further is the nearer, then
/// the one that misses by less.
struct Miss {
    Obstacle obstacle = Obstacle::Class;
    double by = 0;
    std::string reason;

    [[nodiscard]] bool nearer_than(const Miss& other) const {
        return std::pair(obstacle, -by) > std::pair(other.obstacle, -other.by);
    }
};

/// Decides for one task after another whether it fits a server. Identical servers are asked once,
/// and of a class and site only the strongest.
class FitCheck {
  public:
    explicit FitCheck(const Instance& instance) : instance_(instance), times_(instance) {
        for (std::vector<ServerType>& types : server_types(instance)) {
            strongest_.push_back(strongest(std::move(types)));
        }
    }

    /// The nearest miss of task j, whose rows of /runtimes are [first, last), or nothing: it fits.
    std::optional<Miss> nearest_miss(std::size_t j, std::size_t first, std::size_t last) const {
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
        return nearest;
    }

  private:
    const std::string& class_name(std::size_t k) const { return instance_.classes.id[k]; }
    std::string server_name(const ServerType& type) const {
        return quoted(instance_.servers.id[type.server]);
    }

    std::string class_reason(std::size_t first, std::size_t last,
                             const std::optional<ServerType>& pinned) const {
        if (pinned) {
            return fmt::format("it is pinned to server {} of class {}, for which it has no runtime",
                               server_name(*pinned), quoted(class_name(pinned->class_index)));
        }
        std::string names;
        constexpr std::size_t max_names = 5;
        for (std::size_t row = first; row < std::min(last, first + max_names); ++row) {
            const auto k = static_cast<std::size_t>(instance_.runtimes.class_index[row]);
            names += (names.empty() ? "" : ", ") + quoted(class_name(k));
        }
        return fmt::format("no server is of a class that it may use ({})", names);
    }

    static bool note(Miss& nearest, Obstacle obstacle, double by, auto&& reason) {
        const Miss miss{obstacle, by, {}};
        if (miss.nearer_than(nearest)) nearest = {obstacle, by, reason()};
        return false;
    }

    bool fits(std::size_t j, std::size_t first, std::size_t last, const ServerType& type,
              Miss& nearest) const {
        const TaskTable& tasks = instance_.tasks;
        const auto run_ms = times_.shortest_run_ms(first, last);
        if (!run_ms) {
            return note(nearest, Obstacle::Level, 0, [&] {
                return fmt::format("it is pinned to level {}, which it cannot use on class {}",
                                   tasks.pin_level[j], quoted(class_name(type.class_index)));
            });
        }
        for (std::size_t r = 0; r < tasks.need.size(); ++r) {
            const std::uint32_t need = tasks.need[r][j];
            if (need <= type.capacity[r]) continue;
            return note(nearest, Obstacle::Capacity, need - type.capacity[r], [&] {
                return fmt::format("it needs {} of {}, and server {} has {}", need,
                                   quoted(instance_.resources[r]), server_name(type),
                                   type.capacity[r]);
            });
        }
        const auto ready = times_.ready_ms(j, type.site);
        if (!ready) {
            return note(nearest, Obstacle::Reach, 0, [&] {
                return fmt::format(
                    "its input lies at site {}, and no link leads to site {} of server {}",
                    quoted(instance_.sites.id[static_cast<std::size_t>(tasks.input_site[j])]),
                    quoted(instance_.sites.id[static_cast<std::size_t>(type.site)]),
                    server_name(type));
            });
        }
        std::int64_t start_ms = std::max(*ready, type.first_start_ms);
        if (!std::isnan(tasks.pin_start_s[j])) {
            const std::int64_t pin_ms = std::llround(tasks.pin_start_s[j] * 1000);
            if (pin_ms < start_ms) {
                return note(nearest, Obstacle::PinnedStart, seconds(start_ms - pin_ms), [&] {
                    return fmt::format(
                        "it is pinned to start at {} s, and on server {} it can start at {} s",
                        seconds(pin_ms), server_name(type), seconds(start_ms));
                });
            }
            start_ms = pin_ms;
        }
        const std::int64_t end_ms = start_ms + *run_ms;
        if (end_ms <= type.close_ms) return true;
        return note(nearest, Obstacle::Window, seconds(end_ms - type.close_ms), [&] {
            return fmt::format(
                "on server {} it would run from {} s to {} s at the earliest, and that must end by "
                "{} s",
                server_name(type), seconds(start_ms), seconds(end_ms), seconds(type.close_ms));
        });
    }

    static double seconds(std::int64_t ms) { return static_cast<double>(ms) / 1000; }

    const Instance& instance_;
    TaskTimes times_;
    std::vector<std::vector<ServerType>> strongest_;  ///< [class]
};

}  // namespace

void check_fit(const Instance& instance, CheckProblems& problems) {
    const FitCheck check(instance);
    const auto& task_of_row = instance.runtimes.task;
    std::size_t first = 0;
    for (std::size_t j = 0; j < instance.tasks.size(); ++j) {
        std::size_t last = first;
        while (last < task_of_row.size() && task_of_row[last] == static_cast<std::int32_t>(j))
            ++last;
        if (const auto miss = check.nearest_miss(j, first, last)) {
            problems.add("tasks that fit no server", "/tasks[{}] {}: fits no server: {}", j,
                         quoted(instance.tasks.id[j]), miss->reason);
        }
        first = last;
    }
}

}  // namespace nightwatt
