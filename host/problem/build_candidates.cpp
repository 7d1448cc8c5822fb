#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <map>
#include <tuple>
#include <unordered_map>

#include "kernels/problem_access.hpp"
#include "kernels/running_set.hpp"
#include "problem/problem_builder.hpp"

namespace nightwatt {

namespace {

/// Servers that look the same to every task, and what the tasks that may use them need at least.
struct ServerType {
    std::vector<std::uint32_t> servers;
    std::array<std::uint32_t, 4> least{~0u, ~0u, ~0u, ~0u};           // over all such tasks
    std::array<std::uint32_t, 4> least_positive{~0u, ~0u, ~0u, ~0u};  // over those that need it
    bool used = false;

    void meet(const Resources& need) {
        used = true;
        for (std::uint32_t r = 0; r < 4; ++r) {
            const std::uint32_t units = units_of(need, r);
            least[r] = std::min(least[r], units);
            if (units > 0) least_positive[r] = std::min(least_positive[r], units);
        }
    }
    /// Most tasks that can run beside each other.
    [[nodiscard]] std::uint64_t concurrency(const Resources& capacity) const {
        if (!used) return 1;
        std::uint64_t by_common = UINT64_MAX;
        std::uint64_t by_any = 0;
        for (std::uint32_t r = 0; r < 4; ++r) {
            const std::uint32_t units = units_of(capacity, r);
            if (least[r] > 0) by_common = std::min<std::uint64_t>(by_common, units / least[r]);
            by_any += units / least_positive[r];
        }
        return std::max<std::uint64_t>(1, std::min(by_common, by_any));
    }
};

std::vector<std::uint32_t> group_servers(const ProblemView& p) {
    std::map<std::tuple<std::uint32_t, std::uint64_t, std::uint64_t, std::uint32_t, std::int64_t,
                        std::int64_t>,
             std::uint32_t>
        known;
    std::vector<std::uint32_t> group_of;
    for (std::uint32_t i = 0; i < p.server_count; ++i) {
        const ServerFacts& s = p.servers[i];
        const auto key = std::tuple(s.first_mode, s.capacity.low, s.capacity.high, s.site,
                                    s.first_start_ms, s.close_ms);
        group_of.push_back(
            known.emplace(key, static_cast<std::uint32_t>(known.size())).first->second);
    }
    return group_of;
}

}  // namespace

/// Which servers each task may use. Tasks with the same answer share one list, a profile; servers
/// of a type are asked once.
void ProblemBuilder::build_candidates() {
    const ProblemView view = problem_.view();
    problem_.group_of_ = group_servers(view);
    const std::vector<std::uint32_t>& type_of = problem_.group_of_;
    std::vector<ServerType> types;
    for (std::uint32_t i = 0; i < view.server_count; ++i) {
        if (type_of[i] == types.size()) types.emplace_back();
        types[type_of[i]].servers.push_back(i);
    }

    const auto may_use = [&](std::uint32_t j, const ServerFacts& s) {
        const TaskFacts& task = problem_.tasks_[j];
        if (!s.capacity.fits(task.need)) return false;
        std::int64_t start_ms = larger(s.first_start_ms, ready_at(view, j, s.site));
        if (const std::int64_t pin_ms = pinned_start_ms(view, j); pin_ms >= 0) {
            if (pin_ms < start_ms) return false;
            start_ms = pin_ms;
        }
        for (std::uint32_t level = 0; level < s.levels; ++level) {
            if (!level_allowed(view, j, level)) continue;
            const std::uint32_t run_ms = option_of(view, s, j, level).run_ms;
            if (run_ms != forbidden_run_ms && start_ms + run_ms <= s.close_ms) return true;
        }
        return false;
    };

    std::map<std::vector<std::uint32_t>, std::uint32_t> profile_index;
    std::unordered_map<std::uint32_t, std::uint32_t> pinned_profile;
    std::vector<std::vector<std::uint32_t>> profiles;  // servers
    std::vector<std::uint32_t> allowed;
    problem_.profile_.resize(view.task_count);
    for (std::uint32_t j = 0; j < view.task_count; ++j) {
        const std::int32_t pin = instance_.tasks.pin_server[j];
        if (pin >= 0) {
            const auto server = static_cast<std::uint32_t>(pin);
            if (may_use(j, problem_.servers_[server])) {
                types[type_of[server]].meet(problem_.tasks_[j].need);
                const auto [found, added] =
                    pinned_profile.emplace(server, static_cast<std::uint32_t>(profiles.size()));
                if (added) profiles.push_back({server});
                problem_.profile_[j] = found->second;
                continue;
            }
            allowed.clear();
        } else {
            allowed.clear();
            for (std::uint32_t t = 0; t < types.size(); ++t) {
                if (!may_use(j, problem_.servers_[types[t].servers.front()])) continue;
                allowed.push_back(t);
                types[t].meet(problem_.tasks_[j].need);
            }
        }
        if (allowed.empty()) {
            rounder_.begin(fmt::format("task {} fits no server", instance_.tasks.id[j]),
                           "candidates", -1);
            rounder_.round(0, 1, j);
            continue;
        }
        const auto [found, added] =
            profile_index.emplace(allowed, static_cast<std::uint32_t>(profiles.size()));
        if (added) {
            std::vector<std::uint32_t> servers;
            for (const std::uint32_t t : allowed) {
                servers.insert(servers.end(), types[t].servers.begin(), types[t].servers.end());
            }
            std::sort(servers.begin(), servers.end());
            profiles.push_back(std::move(servers));
        }
        problem_.profile_[j] = found->second;
    }

    problem_.profile_first_.assign(1, 0);
    for (const auto& servers : profiles) {
        problem_.profile_servers_.insert(problem_.profile_servers_.end(), servers.begin(),
                                         servers.end());
        problem_.profile_first_.push_back(
            static_cast<std::uint32_t>(problem_.profile_servers_.size()));
    }
    problem_.scalars_.profile_count = static_cast<std::uint32_t>(profiles.size());
    std::uint64_t most = 1;
    for (std::uint32_t i = 0; i < view.server_count; ++i) {
        ServerFacts& server = problem_.servers_[i];
        const std::uint64_t running = types[type_of[i]].concurrency(server.capacity);
        server.exclusive = running == 1 ? 1 : 0;
        most = std::max(most, running);
    }
    ProblemView& scalars = problem_.scalars_;
    scalars.max_running =
        static_cast<std::uint32_t>(std::min<std::uint64_t>(most, std::max(view.task_count, 1u)));
    scalars.running_bits = static_cast<std::uint32_t>(
        std::bit_width(RunningSet::scratch_size(scalars.max_running) - 1));
}

void ProblemBuilder::build_shortcuts() {
    ProblemView& view = problem_.scalars_;
    view.priced = std::any_of(problem_.tariff_.begin(), problem_.tariff_.end(),
                              [](const TariffSlot& slot) { return slot.rate != 0; });
    std::int64_t first_start_ms = INT64_MAX;
    bool exclusive = true;
    for (const ServerFacts& s : problem_.servers_) {
        first_start_ms = std::min(first_start_ms, s.first_start_ms);
        exclusive &= s.exclusive != 0;
    }
    const bool plain_tasks =
        std::all_of(problem_.tasks_.begin(), problem_.tasks_.end(), [&](const TaskFacts& task) {
            return task.release_ms <= first_start_ms && task.deadline_ms == no_deadline_ms;
        });
    bool steady = true;
    for (std::size_t row = 0; row < problem_.tariff_.size(); ++row) {
        const std::size_t first = row - row % view.slot_count;
        steady &= problem_.tariff_[row].rate >= 0 &&
                  problem_.tariff_[row].rate == problem_.tariff_[first].rate;
    }
    // Sleeping can pay only where the rate changes or is negative; waiting also where it closes a
    // gap in which a server would draw power, or keeps a task close to its published start.
    const bool gaps_cost = std::any_of(
        problem_.servers_.begin(), problem_.servers_.end(),
        [](const ServerFacts& s) { return s.idle_mw != 0 || s.sleep_mw != 0 || s.wake_uj != 0; });
    view.waiting_pays =
        view.coupled || !problem_.published_.empty() || !steady || (view.priced && gaps_cost);
    view.loads_only = exclusive && plain_tasks && steady && !view.coupled &&
                      problem_.ready_ms_.empty() && problem_.pin_start_ms_.empty() &&
                      problem_.published_.empty();
}

}  // namespace nightwatt
