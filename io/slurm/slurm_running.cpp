#include "io/slurm/slurm_running.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>
#include <unordered_map>

#include "instance/columns.hpp"
#include "instance/tables.hpp"
#include "io/import/problem_list.hpp"
#include "io/import/value_lists.hpp"

namespace nightwatt {

namespace {

/// Kept free at the end of the night: times are rounded to milliseconds later.
constexpr double rounding_margin_s = 0.01;

std::uint32_t units(std::int64_t amount) {
    return static_cast<std::uint32_t>(std::clamp<std::int64_t>(amount, 0, UINT32_MAX));
}

std::vector<std::uint32_t> capacity_of(const Instance& instance, std::size_t server) {
    std::vector<std::uint32_t> capacity;
    for (const auto& column : instance.servers.capacity) capacity.push_back(column[server]);
    return capacity;
}

bool is_nothing(const std::vector<std::uint32_t>& need) {
    return std::all_of(need.begin(), need.end(), [](std::uint32_t amount) { return amount == 0; });
}

/// Those that end last first; each takes of what is left.
void share_out(const Instance& instance, std::vector<SlurmHold>& holds) {
    std::sort(holds.begin(), holds.end(), [](const SlurmHold& a, const SlurmHold& b) {
        return std::tuple(a.server, -a.run_s, a.id) < std::tuple(b.server, -b.run_s, b.id);
    });
    std::vector<std::uint32_t> left;
    for (std::size_t k = 0; k < holds.size(); ++k) {
        SlurmHold& hold = holds[k];
        if (k == 0 || holds[k - 1].server != hold.server) left = capacity_of(instance, hold.server);
        for (std::size_t r = 0; r < left.size(); ++r) {
            hold.need[r] = std::min(hold.need[r], left[r]);
            left[r] -= hold.need[r];
        }
    }
}

class Room {
  public:
    Room(const Instance& instance, const std::vector<SlurmHold>& holds)
        : instance_(instance),
          holds_of_(instance.servers.size()),
          servers_of_(instance.classes.size()) {
        for (const SlurmHold& hold : holds) holds_of_[hold.server].push_back(&hold);
        for (std::size_t i = 0; i < instance.servers.size(); ++i) {
            servers_of_[static_cast<std::size_t>(instance.servers.class_index[i])].push_back(i);
        }
        first_.resize(servers_of_.size(), 0);
    }

    /// Row of /runtimes: a task on a class. Holds only end: if there is room at all, there is at
    /// the last moment at which the task can start.
    [[nodiscard]] bool in_class(std::size_t row) {
        const auto task = static_cast<std::size_t>(instance_.runtimes.task[row]);
        const auto k = static_cast<std::size_t>(instance_.runtimes.class_index[row]);
        const double start_s =
            instance_.horizon_s - instance_.runtimes.runtime_s[row] - rounding_margin_s;
        const std::int32_t pin = instance_.tasks.pin_server[task];
        if (pin >= 0) {
            const auto server = static_cast<std::size_t>(pin);
            return instance_.servers.class_index[server] == instance_.runtimes.class_index[row] &&
                   on_server(task, server, start_s);
        }
        // Most tasks find room where the one before did.
        const std::vector<std::size_t>& servers = servers_of_[k];
        for (std::size_t n = 0; n < servers.size(); ++n) {
            const std::size_t at = (first_[k] + n) % servers.size();
            if (!on_server(task, servers[at], start_s)) continue;
            first_[k] = at;
            return true;
        }
        return false;
    }

  private:
    [[nodiscard]] bool on_server(std::size_t task, std::size_t server, double start_s) const {
        std::vector<std::uint32_t> left = capacity_of(instance_, server);
        for (const SlurmHold* hold : holds_of_[server]) {
            if (instance_.servers.wake_s[server] + hold->run_s <= start_s) continue;
            for (std::size_t r = 0; r < left.size(); ++r) left[r] -= hold->need[r];
        }
        for (std::size_t r = 0; r < left.size(); ++r) {
            if (instance_.tasks.need[r][task] > left[r]) return false;
        }
        return true;
    }

    const Instance& instance_;
    std::vector<std::vector<const SlurmHold*>> holds_of_;  ///< [server]
    std::vector<std::vector<std::size_t>> servers_of_;     ///< [class]
    std::vector<std::size_t> first_;                       ///< [class]: where to look first
};

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

}  // namespace

std::vector<SlurmHold> slurm_holds(const Instance& instance,
                                   const std::vector<SlurmJobRow>& running, std::int64_t start_s,
                                   std::map<std::string, std::size_t>& left_out) {
    std::unordered_map<std::string, std::size_t> server_of;
    for (std::size_t i = 0; i < instance.servers.size(); ++i) {
        server_of[instance.servers.id[i]] = i;
    }
    std::vector<SlurmHold> holds;
    for (const SlurmJobRow& job : running) {
        if (job.ends_s > 0 && job.ends_s <= start_s) {
            ++left_out["that run, but end before the night"];
            continue;
        }
        const std::size_t before = holds.size();
        for (const SlurmShare& share : job.holds) {
            const auto server = server_of.find(share.node);
            if (server == server_of.end()) continue;
            const double wake_s = instance.servers.wake_s[server->second];
            const double whole_s = instance.horizon_s - wake_s - rounding_margin_s;
            if (whole_s < 1) continue;  // nothing can run there at all
            const double left_s =
                job.ends_s > 0 ? static_cast<double>(job.ends_s - start_s) - wake_s : whole_s;
            holds.push_back(
                {job.holds.size() == 1 ? job.id : job.id + "@" + share.node, &job, server->second,
                 std::clamp(left_s, 1.0, whole_s),
                 share.whole ? capacity_of(instance, server->second)
                             : std::vector<std::uint32_t>{
                                   units(share.cpus), units(share.memory_mib), units(share.gpus)}});
        }
        if (holds.size() == before) ++left_out["that run on nodes which are left out"];
    }
    share_out(instance, holds);
    std::set<const SlurmJobRow*> with_hold;
    std::set<const SlurmJobRow*> all;
    for (const SlurmHold& hold : holds) {
        all.insert(hold.job);
        if (!is_nothing(hold.need)) with_hold.insert(hold.job);
    }
    if (all.size() > with_hold.size()) {
        left_out["that run on nodes which others fill"] += all.size() - with_hold.size();
    }
    std::erase_if(holds, [](const SlurmHold& hold) { return is_nothing(hold.need); });
    return holds;
}

std::size_t remove_crowded_out(Instance& instance, const std::vector<SlurmHold>& holds) {
    std::vector<bool> keep(instance.tasks.size(), false);
    Room room(instance, holds);
    for (std::size_t row = 0; row < instance.runtimes.size(); ++row) {
        const auto task = static_cast<std::size_t>(instance.runtimes.task[row]);
        keep[task] = keep[task] || room.in_class(row);
    }
    const auto gone = static_cast<std::size_t>(std::count(keep.begin(), keep.end(), false));
    if (gone == 0) return 0;
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
    return gone;
}

void add_holds(Instance& instance, const std::vector<SlurmHold>& holds,
               const ImportParameters& parameters) {
    ProblemList problems;  // of a configuration that was read before
    const bool requests = instance.requests.size() > 0;
    for (const SlurmHold& hold : holds) {
        const auto row = static_cast<std::int32_t>(instance.tasks.size());
        const std::int32_t k = instance.servers.class_index[hold.server];
        TaskTable& tasks = instance.tasks;
        tasks.id.push_back(hold.id);
        tasks.release_s.push_back(0);
        tasks.deadline_s.push_back(none);
        tasks.tardiness_weight_per_h.push_back(0);
        tasks.frequency_sensitivity.push_back(1);
        tasks.work.push_back(hold.run_s / 3600);
        tasks.input_bytes.push_back(0);
        tasks.input_site.push_back(-1);
        tasks.pin_server.push_back(static_cast<std::int32_t>(hold.server));
        tasks.pin_level.push_back(0);
        tasks.pin_start_s.push_back(instance.servers.wake_s[hold.server]);
        const std::vector<double> w_per_unit =
            by_resource(parameters.classes[static_cast<std::size_t>(k)].dynamic_w_per_unit,
                        instance.resources, "dynamic_w_per_unit", problems);
        double power_w = 0;
        for (std::size_t r = 0; r < hold.need.size(); ++r) {
            tasks.need[r].push_back(hold.need[r]);
            power_w += w_per_unit[r] * hold.need[r];
        }
        RuntimeTable& runtimes = instance.runtimes;
        runtimes.task.push_back(row);
        runtimes.class_index.push_back(k);
        runtimes.level.push_back(-1);
        runtimes.runtime_s.push_back(hold.run_s);
        runtimes.power_w.push_back(power_w);
        if (!requests) continue;
        const SlurmJobRow& job = *hold.job;
        instance.requests.requested_s.push_back(job.limit_s > 0 ? static_cast<double>(job.limit_s)
                                                                : none);
        instance.requests.user.push_back(job.user);
        instance.requests.name.push_back(job.name);
        instance.requests.group.push_back(job.qos);
    }
}

}  // namespace nightwatt
