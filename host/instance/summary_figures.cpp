#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

#include "instance/server_types.hpp"
#include "instance/summary.hpp"
#include "instance/task_times.hpp"

namespace nightwatt {

namespace {

constexpr double seconds_per_hour = 3600;

/// Mean idle power and mean capacities of a class's servers.
struct MeanServer {
    double idle_w = 0;
    std::vector<double> capacity;
};

std::vector<MeanServer> mean_servers(const Instance& instance) {
    const ServerTable& servers = instance.servers;
    std::vector<MeanServer> means(instance.classes.size());
    std::vector<double> count(means.size(), 0);
    for (MeanServer& mean : means) mean.capacity.assign(instance.resources.size(), 0);
    for (std::size_t i = 0; i < servers.size(); ++i) {
        const auto k = static_cast<std::size_t>(servers.class_index[i]);
        ++count[k];
        means[k].idle_w += servers.idle_w[i];
        for (std::size_t r = 0; r < instance.resources.size(); ++r) {
            means[k].capacity[r] += servers.capacity[r][i];
        }
    }
    for (std::size_t k = 0; k < means.size(); ++k) {
        if (count[k] == 0) continue;
        means[k].idle_w /= count[k];
        for (double& capacity : means[k].capacity) capacity /= count[k];
    }
    return means;
}

/// Largest share of a resource of the server that the task holds.
double share_of(const Instance& instance, std::size_t task, const MeanServer& server) {
    double share = 0;
    for (std::size_t r = 0; r < instance.resources.size(); ++r) {
        const double need = instance.tasks.need[r][task];
        if (need > 0 && server.capacity[r] > 0) share = std::max(share, need / server.capacity[r]);
    }
    return std::min(share, 1.0);
}

/// Sums over tasks at one level; `top_...` over those of them that may run at level 0 too.
struct LevelSums {
    double run_s = 0, dynamic_j = 0, idle_j = 0;
    double matched_run_s = 0, matched_j = 0, top_run_s = 0, top_j = 0;
};

LevelFigures figures_of(const LevelSums& s) {
    if (s.run_s == 0) return {};
    return {.relative_runtime = s.top_run_s > 0 ? s.matched_run_s / s.top_run_s : 1,
            .task_power_w = s.dynamic_j / s.run_s,
            .idle_share_w = s.idle_j / s.run_s,
            .relative_energy = s.top_j > 0 ? s.matched_j / s.top_j : 1,
            .used = true};
}

}  // namespace

std::vector<std::vector<LevelFigures>> level_figures(const Instance& instance) {
    const TaskTimes times(instance);
    const std::vector<MeanServer> servers = mean_servers(instance);
    std::vector<std::vector<LevelSums>> sums(instance.classes.size());
    for (std::size_t k = 0; k < sums.size(); ++k) sums[k].resize(times.levels().count(k));
    const RuntimeTable& r = instance.runtimes;
    for (std::size_t row = 0; row < r.size();) {
        const std::size_t next = times.end_of_class(row);
        const auto k = static_cast<std::size_t>(r.class_index[row]);
        const double idle_w = servers[k].idle_w *
                              share_of(instance, static_cast<std::size_t>(r.task[row]), servers[k]);
        double top_run_s = 0;
        double top_j = 0;
        times.for_each_level(row, next, [&](std::size_t level, double run_s, double power_w) {
            LevelSums& s = sums[k][level];
            const double energy_j = run_s * (power_w + idle_w);
            if (level == 0) {
                top_run_s = run_s;
                top_j = energy_j;
            }
            s.run_s += run_s;
            s.dynamic_j += run_s * power_w;
            s.idle_j += run_s * idle_w;
            if (top_run_s == 0) return;
            s.matched_run_s += run_s;
            s.matched_j += energy_j;
            s.top_run_s += top_run_s;
            s.top_j += top_j;
        });
        row = next;
    }
    std::vector<std::vector<LevelFigures>> figures(sums.size());
    for (std::size_t k = 0; k < sums.size(); ++k) {
        for (const LevelSums& s : sums[k]) figures[k].push_back(figures_of(s));
    }
    return figures;
}

std::vector<std::vector<ClassLoad>> class_loads(const Instance& instance) {
    std::vector<std::vector<ClassLoad>> loads(instance.classes.size(),
                                              std::vector<ClassLoad>(instance.resources.size()));
    for (std::size_t i = 0; i < instance.servers.size(); ++i) {
        const ServerType type = server_type(instance, i);
        const double window_h = static_cast<double>(type.close_ms - type.first_start_ms) / 3.6e6;
        for (std::size_t r = 0; r < instance.resources.size(); ++r) {
            loads[type.class_index][r].offered_h += std::max(window_h, 0.0) * type.capacity[r];
        }
    }
    const TaskTimes times(instance);
    const RuntimeTable& runtimes = instance.runtimes;
    for (std::size_t row = 0; row < runtimes.size();) {
        const std::size_t next = times.end_of_class(row);
        const auto j = static_cast<std::size_t>(runtimes.task[row]);
        const auto k = static_cast<std::size_t>(runtimes.class_index[row]);
        const bool alone = (row == 0 || runtimes.task[row - 1] != runtimes.task[row]) &&
                           (next == runtimes.size() || runtimes.task[next] != runtimes.task[row]);
        const double run_h = runtimes.runtime_s[row] / seconds_per_hour;
        for (std::size_t r = 0; r < instance.resources.size(); ++r) {
            const double hours = run_h * instance.tasks.need[r][j];
            loads[k][r].may_here_h += hours;
            if (alone) loads[k][r].only_here_h += hours;
        }
        row = next;
    }
    return loads;
}

std::vector<double> least_hours(const Instance& instance) {
    const RuntimeTable& runtimes = instance.runtimes;
    std::vector<double> shortest_s(instance.tasks.size(), std::numeric_limits<double>::infinity());
    for (std::size_t row = 0; row < runtimes.size(); ++row) {
        if (runtimes.level[row] > 0) continue;
        double& s = shortest_s[static_cast<std::size_t>(runtimes.task[row])];
        s = std::min(s, runtimes.runtime_s[row]);
    }
    std::vector<double> hours(instance.resources.size(), 0);
    for (std::size_t r = 0; r < hours.size(); ++r) {
        for (std::size_t j = 0; j < shortest_s.size(); ++j) {
            if (!std::isfinite(shortest_s[j])) continue;  // rows for slower levels only
            hours[r] += shortest_s[j] / seconds_per_hour * instance.tasks.need[r][j];
        }
    }
    return hours;
}

namespace {

bool has_room(const Instance& instance, std::size_t task, const ServerType& type) {
    for (std::size_t r = 0; r < instance.resources.size(); ++r) {
        if (instance.tasks.need[r][task] > type.capacity[r]) return false;
    }
    return true;
}

}  // namespace

std::vector<LateTask> unavoidably_late(const Instance& instance) {
    const TaskTimes times(instance);
    const TaskTable& tasks = instance.tasks;
    std::vector<std::vector<ServerType>> types = server_types(instance);
    for (std::vector<ServerType>& of_class : types) of_class = strongest(std::move(of_class));
    constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();
    std::vector<std::int64_t> earliest_end_ms(tasks.size(), never);
    const auto offer = [&](std::size_t j, const ServerType& type, std::int64_t run_ms) {
        const auto ready_ms = times.ready_ms(j, type.site);
        if (!ready_ms || !has_room(instance, j, type)) return;
        std::int64_t start_ms = std::max(*ready_ms, type.first_start_ms);
        if (!std::isnan(tasks.pin_start_s[j])) {
            start_ms = std::max<std::int64_t>(start_ms, std::llround(tasks.pin_start_s[j] * 1000));
        }
        if (start_ms + run_ms > type.close_ms) return;
        earliest_end_ms[j] = std::min(earliest_end_ms[j], start_ms + run_ms);
    };
    for (std::size_t row = 0; row < instance.runtimes.size();) {
        const std::size_t next = times.end_of_class(row);
        const auto j = static_cast<std::size_t>(instance.runtimes.task[row]);
        const auto k = static_cast<std::size_t>(instance.runtimes.class_index[row]);
        if (const auto run_ms = times.shortest_run_ms(row, next);
            run_ms && tasks.deadline_s[j] >= 0) {
            if (tasks.pin_server[j] >= 0) {
                const ServerType type =
                    server_type(instance, static_cast<std::size_t>(tasks.pin_server[j]));
                if (type.class_index == k) offer(j, type, *run_ms);
            } else {
                for (const ServerType& type : types[k]) offer(j, type, *run_ms);
            }
        }
        row = next;
    }
    std::vector<LateTask> late;
    for (std::size_t j = 0; j < tasks.size(); ++j) {
        const std::int64_t end_ms = earliest_end_ms[j];
        if (end_ms == never || end_ms <= std::llround(tasks.deadline_s[j] * 1000)) continue;
        const double end_s = static_cast<double>(end_ms) / 1000;
        const double lateness_s = end_s - tasks.deadline_s[j];
        late.push_back({j, end_s, lateness_s,
                        lateness_s / seconds_per_hour * tasks.tardiness_weight_per_h[j]});
    }
    std::sort(late.begin(), late.end(), [](const LateTask& a, const LateTask& b) {
        return std::tuple(-a.cost, -a.lateness_s, a.task) <
               std::tuple(-b.cost, -b.lateness_s, b.task);
    });
    return late;
}

}  // namespace nightwatt
