#include "io/slurm/slurm_room.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <optional>

#include "instance/tables.hpp"
#include "io/slurm/kept_tasks.hpp"
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

namespace {

double close_s(const Instance& instance, std::size_t server) {
    const double own_s = instance.servers.close_s[server];
    return std::isnan(own_s) ? instance.horizon_s : own_s;
}

}  // namespace

double last_s(const Instance& instance, std::size_t server) {
    constexpr double rounding_margin_s = 0.01;
    return close_s(instance, server) - rounding_margin_s;
}

namespace {

/// As plans round times.
std::int64_t in_ms(double time_s) {
    return std::llround(time_s * 1e3);
}

/// What a task asks for; most tasks ask as others do.
struct Question {
    std::int64_t release_ms = 0;
    std::int32_t pin_server = -1;
    std::vector<std::uint32_t> need;                          ///< [resource]
    std::vector<std::pair<std::int32_t, std::int64_t>> runs;  ///< class, runtime in ms

    auto operator<=>(const Question&) const = default;
};

std::vector<Question> questions(const Instance& instance) {
    std::vector<Question> list(instance.tasks.size());
    for (std::size_t j = 0; j < list.size(); ++j) {
        list[j].release_ms = in_ms(instance.tasks.release_s[j]);
        list[j].pin_server = instance.tasks.pin_server[j];
        for (const auto& column : instance.tasks.need) list[j].need.push_back(column[j]);
    }
    const RuntimeTable& runtimes = instance.runtimes;
    for (std::size_t row = 0; row < runtimes.size(); ++row) {
        list[static_cast<std::size_t>(runtimes.task[row])].runs.emplace_back(
            runtimes.class_index[row], in_ms(runtimes.runtime_s[row]));
    }
    return list;
}

/// Servers on which tasks are placed one after another, each on the first that has room.
class Room {
  public:
    Room(const Instance& instance, const std::vector<SlurmHold>& holds, double fill)
        : fill_(fill), class_of_(instance.servers.class_index) {
        for (std::size_t i = 0; i < instance.servers.size(); ++i) {
            alone_.emplace_back(capacity_of(instance, i), in_ms(awake_s(instance, i)),
                                in_ms(close_s(instance, i)));
        }
        for (const SlurmHold& hold : holds) {
            NodeHours& hours = alone_[hold.server];
            hours.take(hours.first_ms(), in_ms(hold.run_s), hold.need);
        }
        now_ = alone_;
    }

    /// Whether a task has room beside the holds alone.
    [[nodiscard]] bool alone(const Question& task) const {
        for (std::size_t server = 0; server < alone_.size(); ++server) {
            if (start_ms(alone_, server, task) < NodeHours::never) return true;
        }
        return false;
    }

    /// False: there is no room left.
    bool place(const Question& task) {
        // Room only gets less: who asks the same begins to look where the last one found some.
        std::size_t& server = first_look_[task];
        for (; server < now_.size(); ++server) {
            const std::int64_t from_ms = start_ms(now_, server, task);
            if (from_ms == NodeHours::never) continue;
            const std::int64_t run_ms = *runtime_ms(server, task);
            NodeHours& hours = now_[server];
            const auto window_ms = static_cast<double>(hours.last_ms() - hours.first_ms());
            const std::int64_t filled_ms = hours.first_ms() + std::llround(fill_ * window_ms);
            if (from_ms + run_ms > filled_ms && from_ms > start_ms(alone_, server, task)) continue;
            hours.take(from_ms, run_ms, task.need);
            return true;
        }
        return false;
    }

  private:
    /// Nothing: the task may not use the server.
    [[nodiscard]] std::optional<std::int64_t> runtime_ms(std::size_t server,
                                                         const Question& task) const {
        if (task.pin_server >= 0 && server != static_cast<std::size_t>(task.pin_server)) return {};
        for (const auto& [k, run_ms] : task.runs) {
            if (k == class_of_[server]) return run_ms;
        }
        return {};
    }
    [[nodiscard]] std::int64_t start_ms(const std::vector<NodeHours>& hours, std::size_t server,
                                        const Question& task) const {
        const auto run_ms = runtime_ms(server, task);
        return run_ms ? hours[server].earliest(task.release_ms, *run_ms, task.need)
                      : NodeHours::never;
    }

    double fill_;
    std::vector<std::int32_t> class_of_;  ///< [server]
    std::vector<NodeHours> alone_;        ///< [server]: beside what runs
    std::vector<NodeHours> now_;          ///< [server]: beside what was placed, too
    std::map<Question, std::size_t> first_look_;
};

/// As packed_plan (host/construct) packs a night that is full: by their runtime on the fastest
/// class. Rooms are packed in its order and its milliseconds, so that it finds the same places.
std::vector<std::size_t> longest_first(const std::vector<Question>& ask,
                                       std::vector<std::size_t> some) {
    const auto shortest_ms = [&](std::size_t j) {
        std::int64_t run_ms = NodeHours::never;
        for (const auto& run : ask[j].runs) run_ms = std::min(run_ms, run.second);
        return run_ms;
    };
    std::sort(some.begin(), some.end(), [&](std::size_t a, std::size_t b) {
        return std::pair(-shortest_ms(a), a) < std::pair(-shortest_ms(b), b);
    });
    return some;
}

/// Whether tasks have room together where they are packed longest first.
bool fit(const std::vector<Question>& ask, const std::vector<std::size_t>& tasks, Room room) {
    const std::vector<std::size_t> order = longest_first(ask, tasks);
    return std::all_of(order.begin(), order.end(),
                       [&](std::size_t j) { return room.place(ask[j]); });
}

/// How many tasks of the front of an order have room together, with the fill and as `plan` packs
/// them: as many as halving finds.
std::size_t packed(const std::vector<Question>& ask, const std::vector<std::size_t>& order,
                   const Room& filled, const Room& whole) {
    const auto front_fits = [&](std::size_t count) {
        const std::vector front(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count));
        return fit(ask, front, filled) && fit(ask, front, whole);
    };
    if (front_fits(order.size())) return order.size();
    std::size_t fits = 0;
    for (std::size_t too_many = order.size(); too_many - fits > 1;) {
        const std::size_t count = fits + (too_many - fits) / 2;
        (front_fits(count) ? fits : too_many) = count;
    }
    return fits;
}

/// Adds to tasks that fit those of others, one after another, with which all still do. As long as
/// they do, twice as many are tried at once. `left` tasks may still be placed in all that tries.
void add_fitting(const std::vector<Question>& ask, const std::vector<std::size_t>& others,
                 const Room& whole, std::size_t& left, std::vector<std::size_t>& tasks) {
    std::size_t step = others.size();
    for (std::size_t at = 0; at < others.size();) {
        step = std::min(step, others.size() - at);
        const std::size_t before = tasks.size();
        if (left < before + step) return;
        left -= before + step;
        const auto first = others.begin() + static_cast<std::ptrdiff_t>(at);
        tasks.insert(tasks.end(), first, first + static_cast<std::ptrdiff_t>(step));
        if (fit(ask, tasks, whole)) {
            at += step;
            step *= 2;
            continue;
        }
        tasks.resize(before);
        if (step == 1) ++at;
        step = std::max<std::size_t>(step / 2, 1);
    }
}

/// Those that stay, of an order by falling priority.
std::vector<bool> staying(const std::vector<Question>& ask, const std::vector<std::size_t>& order,
                          const Room& filled, const Room& whole) {
    constexpr int rounds = 3;                // later ones add next to nothing
    std::size_t placings_left = 10'000'000;  // some microseconds each
    const auto behind =
        order.begin() + static_cast<std::ptrdiff_t>(packed(ask, order, filled, whole));
    std::vector<std::size_t> tasks(order.begin(), behind);
    std::vector<bool> stays(ask.size(), false);
    for (const std::size_t j : tasks) stays[j] = true;
    for (int round = 0; round < rounds; ++round) {
        // Some of the others may still fit where there is room left, if `plan` packs them so.
        Room room = filled;
        for (const std::size_t j : longest_first(ask, tasks)) (void)room.place(ask[j]);
        std::vector<std::size_t> others;
        std::copy_if(behind, order.end(), std::back_inserter(others),
                     [&](std::size_t j) { return !stays[j] && room.place(ask[j]); });
        add_fitting(ask, others, whole, placings_left, tasks);
        for (const std::size_t j : tasks) stays[j] = true;
    }
    return stays;
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
    const std::vector<bool> keep = staying(ask, order, room, Room(instance, holds, 1));
    const auto kept = static_cast<std::size_t>(std::count(keep.begin(), keep.end(), true));
    if (kept < ask.size()) keep_tasks(instance, keep);
    return {ask.size() - order.size(), order.size() - kept};
}

}  // namespace nightwatt
