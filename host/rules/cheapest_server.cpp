#include "rules/cheapest_server.hpp"

#include <algorithm>
#include <tuple>

#include "kernels/server_walk.hpp"

namespace nightwatt {

std::uint32_t cheapest_server(const Timeline& timeline, const Pool& pool, std::uint32_t task,
                              const Wish& wish) {
    const ProblemView& p = timeline.problem();
    const TariffSlot* const tariff = p.tariff + std::size_t{pool.site} * p.slot_count;
    const TaskFacts& facts = p.tasks[task];
    std::tuple<std::int64_t, std::int64_t, std::uint32_t> best{INT64_MAX, INT64_MAX, UINT32_MAX};
    bool off_server_seen = false;
    for (const std::uint32_t i : pool.servers) {
        if (!timeline.used(i)) {
            // Servers that are off look alike: the first one stands for all.
            if (off_server_seen) continue;
            if (!may_use(p, task, i)) continue;
            off_server_seen = true;
        } else if (!may_use(p, task, i)) {
            continue;
        }
        const ServerFacts& server = p.servers[i];
        const std::int64_t start_ms = timeline.start_ms(task, i, wish.level, wish.start_ms);
        const std::int64_t end_ms = start_ms + timeline.option(task, i, wish.level).run_ms;
        const std::int64_t overrun_ms = std::max<std::int64_t>(0, end_ms - server.close_ms);
        std::int64_t cost_nano =
            priced(timeline.option(task, i, wish.level).power_mw,
                   rate_integral(p, tariff, end_ms) - rate_integral(p, tariff, start_ms));
        if (!timeline.used(i)) {
            cost_nano += priced(server.wake_uj, rate_at(p, tariff, start_ms - server.wake_ms));
        }
        const std::int64_t busy_ms = timeline.used(i) ? timeline.busy_until_ms(i) : start_ms;
        if (end_ms > busy_ms) {
            cost_nano += priced(server.idle_mw, rate_integral(p, tariff, end_ms) -
                                                    rate_integral(p, tariff, busy_ms));
        }
        if (end_ms > facts.deadline_ms) {
            cost_nano += weighted(end_ms - facts.deadline_ms, facts.tardiness_weight);
        }
        best = std::min(best, std::tuple(overrun_ms, cost_nano, i));
    }
    return std::get<2>(best);
}

}  // namespace nightwatt
