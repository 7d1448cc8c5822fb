#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "instance/in_quotes.hpp"
#include "referee/case.hpp"

namespace nightwatt::referee {

namespace {

/// The server's tasks by position; empty, with a violation, unless the positions are 0 .. n-1.
std::vector<std::int32_t> sequence_of(Case& c, std::size_t server) {
    const auto tasks = c.schedule.day(server).tasks;
    std::vector<std::int32_t> sequence(tasks.size(), -1);
    for (const std::int32_t task : tasks) {
        const std::int32_t position = c.plan.position[static_cast<std::size_t>(task)];
        const bool inside = position >= 0 && static_cast<std::size_t>(position) < sequence.size();
        if (inside && sequence[static_cast<std::size_t>(position)] == -1) {
            sequence[static_cast<std::size_t>(position)] = task;
            continue;
        }
        c.violations.add("order", [&] {
            const std::string id = c.task_name(static_cast<std::size_t>(task));
            const std::string server_id = c.server_name(server);
            if (!inside) {
                return fmt::format(
                    "task {} has position {} on server {}, whose {} tasks have positions 0 to "
                    "{}.",
                    id, position, server_id, sequence.size(), sequence.size() - 1);
            }
            const std::int32_t other = sequence[static_cast<std::size_t>(position)];
            return fmt::format("tasks {} and {} both have position {} on server {}.",
                               c.task_name(static_cast<std::size_t>(other)), id, position,
                               server_id);
        });
        return {};
    }
    return sequence;
}

/// Units of each resource in use on one server, as its tasks start and end.
class Usage {
  public:
    Usage(const Instance& instance, std::size_t server)
        : instance_(instance), server_(server), used_(instance.resources.size(), 0) {}

    void start(std::size_t task) {
        for (std::size_t r = 0; r != used_.size(); ++r) used_[r] += instance_.tasks.need[r][task];
    }
    void end(std::size_t task) {
        for (std::size_t r = 0; r != used_.size(); ++r) used_[r] -= instance_.tasks.need[r][task];
    }
    [[nodiscard]] std::uint64_t used(std::size_t resource) const { return used_[resource]; }
    [[nodiscard]] bool exceeded(std::size_t resource) const {
        return used_[resource] > instance_.servers.capacity[resource][server_];
    }

  private:
    const Instance& instance_;
    std::size_t server_;
    std::vector<std::uint64_t> used_;
};

void check_server_capacity(Case& c, std::size_t server) {
    // A task that ends no later than it starts holds nothing.
    std::vector<std::size_t> starts;
    for (const std::int32_t task : c.schedule.day(server).tasks) {
        const auto row = static_cast<std::size_t>(task);
        if (c.plan.end_ms[row] > c.plan.start_ms[row]) starts.push_back(row);
    }
    std::vector<std::size_t> ends = starts;
    std::stable_sort(ends.begin(), ends.end(), [&](std::size_t a, std::size_t b) {
        return c.plan.end_ms[a] < c.plan.end_ms[b];
    });
    Usage usage(c.instance, server);
    std::vector<bool> reported(c.instance.resources.size(), false);
    std::size_t ended = 0;
    for (const std::size_t task : starts) {
        // Who ends at this moment makes room for who starts.
        for (; c.plan.end_ms[ends[ended]] <= c.plan.start_ms[task]; ++ended) usage.end(ends[ended]);
        usage.start(task);
        for (std::size_t r = 0; r != reported.size(); ++r) {
            const bool exceeded = usage.exceeded(r);
            if (exceeded && !reported[r]) {
                c.violations.add("capacity", [&] {
                    return fmt::format(
                        "server {} has {} units of {}, but {} are in use from {}, when task "
                        "{} starts.",
                        c.server_name(server), c.instance.servers.capacity[r][server],
                        in_quotes(c.instance.resources[r]), usage.used(r),
                        moment_text(c.start_ms(task)), c.task_name(task));
                });
            }
            reported[r] = exceeded;
        }
    }
}

}  // namespace

void check_order(Case& c) {
    for (std::size_t server = 0; server != c.schedule.servers(); ++server) {
        const std::vector<std::int32_t> sequence = sequence_of(c, server);
        for (std::size_t at = 1; at < sequence.size(); ++at) {
            const auto before = static_cast<std::size_t>(sequence[at - 1]);
            const auto task = static_cast<std::size_t>(sequence[at]);
            if (c.plan.start_ms[task] >= c.plan.start_ms[before]) continue;
            c.violations.add("order", [&] {
                return fmt::format(
                    "task {} starts at {} on server {}, before task {}, which precedes it "
                    "in the sequence and starts at {}.",
                    c.task_name(task), moment_text(c.start_ms(task)), c.server_name(server),
                    c.task_name(before), moment_text(c.start_ms(before)));
            });
        }
    }
}

void check_capacity(Case& c) {
    for (std::size_t server = 0; server != c.schedule.servers(); ++server) {
        check_server_capacity(c, server);
    }
}

}  // namespace nightwatt::referee
