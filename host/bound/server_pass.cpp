#include "bound/server_pass.hpp"

#include <omp.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "bound/server_shift.hpp"

namespace nightwatt {

namespace {

/// Sums beyond this are not made: the least cost is not known then.
constexpr double most_sum_nano = 1e18;

ServerTotals sum_shifts(const ProblemView& p, const DualLayout& layout, const ServerGroups& groups,
                        const std::vector<GroupPrices>& seen, NapWake nap_wake,
                        std::uint32_t threads, std::vector<GuideServer>* shifts) {
    ServerTotals totals;
    totals.on_ms.assign(std::size_t{layout.groups} * layout.steps, 0);
    totals.used_uj.assign(std::size_t{layout.sites} * layout.steps, 0);
    if (shifts != nullptr) shifts->assign(p.server_count, {});
    std::int64_t cost_nano = 0;
    bool known = true;
    const double least_nano = -most_sum_nano / p.server_count;
#pragma omp parallel num_threads(static_cast <int>(std::min(threads, p.server_count))) reduction(+ : cost_nano) reduction(&& : known)
    {
        std::vector<ServerState> states;
        std::vector<std::int64_t> on_ms(totals.on_ms.size(), 0);
        std::vector<std::int64_t> used(totals.used_uj.size(), 0);
#pragma omp for schedule(static)
        for (std::int64_t i = 0; i < std::int64_t{p.server_count}; ++i) {
            const ServerFacts& server = p.servers[i];
            const std::uint32_t g = groups.group_of[static_cast<std::size_t>(i)];
            const ServerShift shift = best_shift(layout, seen[g], server, nap_wake, states);
            // At most four rounded operations a step, each result at most `size_nano`.
            const double error = std::ldexp(shift.size_nano, -50) * (layout.steps + 16.0);
            const double cost = std::floor(shift.cost_nano - error);
            known = known && cost > least_nano;
            cost_nano += static_cast<std::int64_t>(std::max(cost, least_nano));
            bool was_on = false;
            GuideServer when{static_cast<std::int64_t>(std::max(shift.cost_nano, least_nano)), 0,
                             0};
            for (std::uint32_t k = 0; k < layout.steps; ++k) {
                if (states[k] == ServerState::Off) continue;
                const std::int64_t open_ms = seen[g].open_ms[k];
                const std::size_t cell = std::size_t{server.site} * layout.steps + k;
                if (states[k] == ServerState::On) {
                    on_ms[std::size_t{g} * layout.steps + k] += open_ms;
                    used[cell] += server.idle_mw * open_ms;
                    if (!was_on) used[cell] += server.wake_uj;
                    if (when.off_ms == 0) when.on_ms = k * layout.step_ms;
                    when.off_ms = (k + 1) * layout.step_ms;
                } else {
                    used[cell] += server.sleep_mw * open_ms;
                }
                was_on = states[k] == ServerState::On;
            }
            if (shifts != nullptr) (*shifts)[static_cast<std::size_t>(i)] = when;
        }
#pragma omp critical
        {
            for (std::size_t c = 0; c < on_ms.size(); ++c) totals.on_ms[c] += on_ms[c];
            for (std::size_t c = 0; c < used.size(); ++c) totals.used_uj[c] += used[c];
        }
    }
    totals.cost_nano = known ? cost_nano : unknown_nano;
    return totals;
}

}  // namespace

ServerTotals schedule_servers(const ProblemView& p, const DualLayout& layout,
                              const ServerGroups& groups, const PriceIntegrals& prices,
                              std::int64_t tasks, std::uint32_t threads,
                              std::vector<GuideServer>* shifts) {
    std::vector<GroupPrices> seen;
    for (std::uint32_t g = 0; g < groups.count(); ++g) {
        seen.push_back(group_prices(layout, groups.groups[g], prices, g));
    }
    double nap_nano = 0;
    for (std::uint32_t i = 0; i < p.server_count; ++i) {
        const GroupPrices& of_group = seen[groups.group_of[i]];
        nap_nano = std::max(nap_nano, most_nap_nano(layout, of_group, p.servers[i]));
    }
    ServerTotals by_time = sum_shifts(p, layout, groups, seen, NapWake::Earns, threads, shifts);
    const double naps_nano = std::ceil(nap_nano * static_cast<double>(tasks));
    if (nap_nano == 0 || naps_nano > most_sum_nano) return by_time;
    // Both are below what any plan pays.
    std::vector<GuideServer> others;
    ServerTotals by_tasks = sum_shifts(p, layout, groups, seen, NapWake::Free, threads,
                                       shifts == nullptr ? nullptr : &others);
    if (by_tasks.cost_nano == unknown_nano) return by_time;
    by_tasks.cost_nano -= static_cast<std::int64_t>(naps_nano);
    if (by_tasks.cost_nano <= by_time.cost_nano) return by_time;
    if (shifts != nullptr) *shifts = std::move(others);
    return by_tasks;
}

}  // namespace nightwatt
