#include "io/slurm/slurm_room.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "instance/columns.hpp"
#include "instance/tables.hpp"
#include "io/slurm/node_hours.hpp"

namespace nightwatt {

std::vector<std::uint32_t> capacity_of(const Instance& instance, std::size_t server) {
    std::vector<std::uint32_t> capacity;
    for (const auto& column : instance.servers.capacity) capacity.push_back(column[server]);
    return capacity;
}

double awake_s(const Instance& instance, std::size_t server) {
    return instance.servers.open_s[server] + instance.servers.wake_s[server];
}

double last_s(const Instance& instance, std::size_t server) {
    constexpr double rounding_margin_s = 0.01;
    const double close_s = instance.servers.close_s[server];
    return (std::isnan(close_s) ? instance.horizon_s : close_s) - rounding_margin_s;
}

namespace {

/// What a task asks for; most tasks ask as others do.
struct Question {
    double release_s = 0;
    std::int32_t pin_server = -1;
    std::vector<std::uint32_t> need;                    ///< [resource]
    std::vector<std::pair<std::int32_t, double>> runs;  ///< class, runtime in s

    auto operator<=>(const Question&) const = default;
};

std::vector<Question> questions(const Instance& instance) {
    std::vector<Question> list(instance.tasks.size());
    for (std::size_t j = 0; j < list.size(); ++j) {
        list[j].release_s = instance.tasks.release_s[j];
        list[j].pin_server = instance.tasks.pin_server[j];
        for (const auto& column : instance.tasks.need) list[j].need.push_back(column[j]);
    }
    const RuntimeTable& runtimes = instance.runtimes;
    for (std::size_t row = 0; row < runtimes.size(); ++row) {
        list[static_cast<std::size_t>(runtimes.task[row])].runs.emplace_back(
            runtimes.class_index[row], runtimes.runtime_s[row]);
    }
    return list;
}

/// Servers on which tasks are placed one after another, each on the first that has room.
class Room {
  public:
    Room(const Instance& instance, const std::vector<SlurmHold>& holds, double fill)
        : fill_(fill), class_of_(instance.servers.class_index) {
        for (std::size_t i = 0; i < instance.servers.size(); ++i) {
            alone_.emplace_back(capacity_of(instance, i), awake_s(instance, i),
                                last_s(instance, i));
        }
        for (const SlurmHold& hold : holds) {
            NodeHours& hours = alone_[hold.server];
            hours.take(hours.first_s(), hold.run_s, hold.need);
        }
        now_ = alone_;
    }

    /// Whether a task has room beside the holds alone.
    [[nodiscard]] bool alone(const Question& task) const {
        for (std::size_t server = 0; server < alone_.size(); ++server) {
            if (start_s(alone_, server, task) < NodeHours::never) return true;
        }
        return false;
    }

    /// False: there is no room left.
    bool place(const Question& task) {
        // Room only gets less: who asks the same begins to look where the last one found some.
        std::size_t& server = first_look_[task];
        for (; server < now_.size(); ++server) {
            const double from_s = start_s(now_, server, task);
            if (from_s == NodeHours::never) continue;
            const double run_s = *runtime_s(server, task);
            NodeHours& hours = now_[server];
            const double filled_s = hours.first_s() + fill_ * (hours.last_s() - hours.first_s());
            if (from_s + run_s > filled_s && from_s > start_s(alone_, server, task)) continue;
            hours.take(from_s, run_s, task.need);
            return true;
        }
        return false;
    }

  private:
    /// Nothing: the task may not use the server.
    [[nodiscard]] std::optional<double> runtime_s(std::size_t server, const Question& task) const {
        if (task.pin_server >= 0 && server != static_cast<std::size_t>(task.pin_server)) return {};
        for (const auto& [k, run_s] : task.runs) {
            if (k == class_of_[server]) return run_s;
        }
        return {};
    }
    [[nodiscard]] double start_s(const std::vector<NodeHours>& hours, std::size_t server,
                                 const Question& task) const {
        const auto run_s = runtime_s(server, task);
        return run_s ? hours[server].earliest(task.release_s, *run_s, task.need) : NodeHours::never;
    }

    double fill_;
    std::vector<std::int32_t> class_of_;  ///< [server]
    std::vector<NodeHours> alone_;        ///< [server]: beside what runs
    std::vector<NodeHours> now_;          ///< [server]: beside what was placed, too
    std::map<Question, std::size_t> first_look_;
};

/// As `plan` packs a night that is full: by their runtime on the fastest class.
std::vector<std::size_t> longest_first(const std::vector<Question>& ask,
                                       std::vector<std::size_t> some) {
    const auto shortest_s = [&](std::size_t j) {
        double run_s = NodeHours::never;
        for (const auto& run : ask[j].runs) run_s = std::min(run_s, run.second);
        return run_s;
    };
    std::sort(some.begin(), some.end(), [&](std::size_t a, std::size_t b) {
        return std::pair(-shortest_s(a), a) < std::pair(-shortest_s(b), b);
    });
    return some;
}

/// How many tasks of the front of an order have room together: as many as halving finds.
std::size_t packed(const std::vector<Question>& ask, const std::vector<std::size_t>& order,
                   const Room& empty) {
    const auto fit = [&](std::size_t count) {
        const auto end = order.begin() + static_cast<std::ptrdiff_t>(count);
        const std::vector<std::size_t> tasks = longest_first(ask, {order.begin(), end});
        Room room = empty;
        return std::all_of(tasks.begin(), tasks.end(),
                           [&](std::size_t j) { return room.place(ask[j]); });
    };
    if (fit(order.size())) return order.size();
    std::size_t fits = 0;
    for (std::size_t most = order.size(); most - fits > 1;) {
        const std::size_t count = fits + (most - fits) / 2;
        (fit(count) ? fits : most) = count;
    }
    return fits;
}

template <class T>
void keep_rows(std::vector<T>& values, const std::vector<bool>& keep) {
    std::size_t kept = 0;
    for (std::size_t row = 0; row < values.size(); ++row) {
        if (!keep[row]) continue;
        if (kept < row) values[kept] = std::move(values[row]);
        ++kept;
    }
    values.resize(kept);
}

template <class Table>
void keep_table_rows(Table& table, const std::vector<bool>& keep) {
    if (table.size() == 0) return;
    visit_columns(table, [&](const Column&, auto& values) { keep_rows(values, keep); });
}

void keep_tasks(Instance& instance, const std::vector<bool>& keep) {
    std::vector<bool> keep_runtime;
    std::vector<std::int32_t> new_row(keep.size(), 0);
    for (std::size_t j = 1; j < keep.size(); ++j)
        new_row[j] = new_row[j - 1] + (keep[j - 1] ? 1 : 0);
    for (std::int32_t& task : instance.runtimes.task) {
        keep_runtime.push_back(keep[static_cast<std::size_t>(task)]);
        task = new_row[static_cast<std::size_t>(task)];
    }
    keep_table_rows(instance.runtimes, keep_runtime);
    keep_table_rows(instance.requests, keep);
    for (auto& column : instance.tasks.need) keep_rows(column, keep);
    keep_table_rows(instance.tasks, keep);
}

}  // namespace

SlurmCrowd remove_crowded_out(Instance& instance, const std::vector<SlurmHold>& holds,
                              const std::vector<std::int64_t>& priority, double fill) {
    const std::vector<Question> ask = questions(instance);
    Room room(instance, holds, fill);
    std::vector<std::size_t> order;  // by falling priority
    for (std::size_t j = 0; j < ask.size(); ++j) {
        if (room.alone(ask[j])) order.push_back(j);
    }
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return priority[a] > priority[b]; });
    const auto behind = order.begin() + static_cast<std::ptrdiff_t>(packed(ask, order, room));
    std::vector<bool> keep(ask.size(), false);
    for (const std::size_t j : longest_first(ask, {order.begin(), behind})) {
        keep[j] = room.place(ask[j]);
    }
    // Some of the others may still fit where there is room left.
    std::for_each(behind, order.end(), [&](std::size_t j) { keep[j] = room.place(ask[j]); });
    const auto kept = static_cast<std::size_t>(std::count(keep.begin(), keep.end(), true));
    if (kept < ask.size()) keep_tasks(instance, keep);
    return {ask.size() - order.size(), order.size() - kept};
}

}  // namespace nightwatt
