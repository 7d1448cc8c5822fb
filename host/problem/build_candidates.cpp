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

/// Whether a task fits a server, and can end within its window.
bool may_run_on(const ProblemView& p, std::uint32_t task, const ServerFacts& s) {
    if (!s.capacity.fits(p.tasks[task].need)) return false;
    std::int64_t start_ms = larger(s.first_start_ms, ready_at(p, task, s.site));
    if (const std::int64_t pin_ms = pinned_start_ms(p, task); pin_ms >= 0) {
        if (pin_ms < start_ms) return false;
        start_ms = pin_ms;
    }
    for (std::uint32_t level = 0; level < s.levels; ++level) {
        if (!level_allowed(p, task, level)) continue;
        const std::uint32_t run_ms = option_of(p, s, task, level).run_ms;
        if (run_ms != forbidden_run_ms && start_ms + run_ms <= s.close_ms) return true;
    }
    return false;
}

/// Lists of servers that some task may use, each once.
class Profiles {
  public:
    [[nodiscard]] std::uint32_t of_server(std::uint32_t server) {
        const auto [found, added] = of_server_.emplace(server, count());
        if (added) lists_.push_back({server});
        return found->second;
    }
    /// All servers of some types.
    [[nodiscard]] std::uint32_t of_types(const std::vector<std::uint32_t>& allowed,
                                         const std::vector<ServerType>& types) {
        const auto [found, added] = of_types_.emplace(allowed, count());
        if (added) {
            std::vector<std::uint32_t>& servers = lists_.emplace_back();
            for (const std::uint32_t t : allowed) {
                servers.insert(servers.end(), types[t].servers.begin(), types[t].servers.end());
            }
            std::sort(servers.begin(), servers.end());
        }
        return found->second;
    }
    [[nodiscard]] std::uint32_t count() const { return static_cast<std::uint32_t>(lists_.size()); }
    void write(std::vector<std::uint32_t>& first, std::vector<std::uint32_t>& servers) const {
        first.assign(1, 0);
        for (const auto& list : lists_) {
            servers.insert(servers.end(), list.begin(), list.end());
            first.push_back(static_cast<std::uint32_t>(servers.size()));
        }
    }

  private:
    std::map<std::vector<std::uint32_t>, std::uint32_t> of_types_;
    std::unordered_map<std::uint32_t, std::uint32_t> of_server_;
    std::vector<std::vector<std::uint32_t>> lists_;
};

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

    Profiles profiles;
    std::vector<std::uint32_t> allowed;
    problem_.profile_.resize(view.task_count);
    for (std::uint32_t j = 0; j < view.task_count; ++j) {
        const std::int32_t pin = instance_.tasks.pin_server[j];
        allowed.clear();
        for (std::uint32_t t = 0; t < types.size(); ++t) {
            const std::uint32_t server =
                pin < 0 ? types[t].servers.front() : static_cast<std::uint32_t>(pin);
            if (t != type_of[server] || !may_run_on(view, j, view.servers[server])) continue;
            allowed.push_back(t);
            types[t].meet(view.tasks[j].need);
        }
        if (allowed.empty()) {
            rounder_.begin(fmt::format("task {} fits no server", instance_.tasks.id[j]),
                           "candidates", -1);
            rounder_.round(0, 1, j);
            continue;
        }
        problem_.profile_[j] = pin < 0 ? profiles.of_types(allowed, types)
                                       : profiles.of_server(static_cast<std::uint32_t>(pin));
    }
    profiles.write(problem_.profile_first_, problem_.profile_servers_);

    std::uint64_t most = 1;
    for (std::uint32_t i = 0; i < view.server_count; ++i) {
        ServerFacts& server = problem_.servers_[i];
        const std::uint64_t running = types[type_of[i]].concurrency(server.capacity);
        server.exclusive = running == 1 ? 1 : 0;
        most = std::max(most, running);
    }
    ProblemView& scalars = problem_.scalars_;
    scalars.profile_count = profiles.count();
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
