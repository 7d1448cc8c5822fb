#include "io/slurm/slurm_running.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>
#include <unordered_map>

#include "instance/tables.hpp"
#include "io/import/problem_list.hpp"
#include "io/import/value_lists.hpp"
#include "io/slurm/slurm_room.hpp"

namespace nightwatt {

namespace {

std::uint32_t units(std::int64_t amount) {
    return static_cast<std::uint32_t>(std::clamp<std::int64_t>(amount, 0, UINT32_MAX));
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
        std::size_t over = 0;
        for (const SlurmShare& share : job.holds) {
            const auto server = server_of.find(share.node);
            if (server == server_of.end()) continue;
            const double first_s = awake_s(instance, server->second);
            const double whole_s = last_s(instance, server->second) - first_s;
            if (whole_s < 1) continue;  // nothing can run there at all
            const auto ends_s = static_cast<double>(job.ends_s - start_s);
            if (job.ends_s > 0 && ends_s <= instance.servers.open_s[server->second]) {
                ++over;  // in the reservation that comes before the window
                continue;
            }
            const double left_s = job.ends_s > 0 ? ends_s - first_s : whole_s;
            holds.push_back(
                {job.holds.size() == 1 ? job.id : job.id + "@" + share.node, &job, server->second,
                 std::clamp(left_s, 1.0, whole_s),
                 share.whole ? capacity_of(instance, server->second)
                             : std::vector<std::uint32_t>{
                                   units(share.cpus), units(share.memory_mib), units(share.gpus)}});
        }
        if (holds.size() > before) continue;
        ++left_out[over > 0 ? "that run, but end before the night can use their node"
                            : "that run on nodes which are left out"];
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
        tasks.pin_start_s.push_back(awake_s(instance, hold.server));
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
