#include <algorithm>
#include <tuple>

#include "rules/rule.hpp"
#include "rules/timeline.hpp"

namespace nightwatt {

/// Each task in arrival order takes the server and level that add least IT energy: its own, the
/// server's idle energy while its busy time grows, and waking a server that is off. Places where it
/// keeps its deadline come before those where it is late, and those before the ones where it
/// overruns the server's window. Ties by end, then server, then level.
Plan construct_least_energy(const Problem& problem, const GiveUp& give_up) {
    Timeline timeline(problem, give_up);
    const ProblemView& p = timeline.problem();
    for (const std::uint32_t j : arrival_order(p)) {
        using Key = std::tuple<int, std::int64_t, std::int64_t, std::uint32_t, std::uint32_t>;
        Key best{3, 0, 0, 0, 0};
        for (const std::uint32_t i : allowed_servers(p, j)) {
            const ServerFacts& server = p.servers[i];
            std::int64_t start_ms = timeline.start_ms(j, i, 0);
            for (std::uint32_t level = 0; level < server.levels; ++level) {
                const ModeOption& option = timeline.option(j, i, level);
                if (option.run_ms == forbidden_run_ms) continue;
                if (!level_allowed(p, j, level)) continue;
                if (timeline.has_gaps(i)) start_ms = timeline.start_ms(j, i, level);
                const std::int64_t end_ms = start_ms + option.run_ms;
                const int trouble = end_ms > server.close_ms          ? 2
                                    : end_ms > p.tasks[j].deadline_ms ? 1
                                                                      : 0;
                const bool used = timeline.used(i);
                const std::int64_t on_since_ms = used ? timeline.busy_until_ms(i) : start_ms;
                const std::int64_t energy_uj =
                    std::int64_t{option.power_mw} * option.run_ms +
                    std::int64_t{server.idle_mw} * std::max<std::int64_t>(0, end_ms - on_since_ms) +
                    (used ? 0 : server.wake_uj);
                best = std::min(best, Key{trouble, energy_uj, end_ms, i, level});
            }
        }
        timeline.append(j, std::get<3>(best), std::get<4>(best));
    }
    return timeline.take();
}

}  // namespace nightwatt
