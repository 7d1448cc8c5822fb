#pragma once

#include "kernels/evaluate.hpp"
#include "kernels/population.hpp"

namespace nightwatt {

/// Problems in which order and time do not matter (ProblemView::loads_only): servers take one task
/// at a time, tasks are ready when they open, nothing has a deadline, and a site's rate is the same
/// in every slot and not negative. With loads L_i = sum of the runtimes on server i the cost is
///
///   sum_j c[j, mode] + sum_i f_i(L_i) + W * max_i (open_i + L_i)
///   f_i(L) = price of idle power over L + price of one wake     (0 where L = 0)
///
/// and the only limit is open_i + L_i <= close_i. Plans of the family keep no starts and no holds:
/// position = task index, start_ms = hold_ms = 0, so that tasks run in order of their index.

/// Rate in force at a server, whatever the time.
HOST_DEVICE inline std::int64_t family_rate(const ProblemView& p, std::uint32_t server) {
    return p.tariff[std::uint64_t{p.servers[server].site} * p.slot_count].rate;
}

/// c[j, mode]: what a task costs on a server, unless it runs past the horizon.
HOST_DEVICE inline std::int64_t option_nano(const ModeOption& option, std::int64_t rate) {
    return priced(option.power_mw, rate * option.run_ms);
}

/// Time from open_i up to the moment that is load_ms later, as far as it lies within the horizon:
/// beyond it time costs nothing (rate_integral()).
HOST_DEVICE inline std::int64_t priced_ms(const ProblemView& p, const ServerFacts& s,
                                          std::int64_t load_ms) {
    return smaller(s.first_start_ms + load_ms, p.horizon_ms) -
           smaller(s.first_start_ms, p.horizon_ms);
}

/// f_i(L), and what the load means for the limit and the makespan.
HOST_DEVICE inline ServerScore load_score(const ProblemView& p, std::uint32_t server,
                                          std::int64_t load_ms) {
    ServerScore score;
    if (load_ms == 0) return score;
    const ServerFacts& s = p.servers[server];
    if (p.priced) {
        const std::int64_t rate = family_rate(p, server);
        score.energy_nano =
            priced(s.idle_mw, rate * smaller(s.first_start_ms + load_ms, p.horizon_ms)) -
            priced(s.idle_mw, rate * smaller(s.first_start_ms, p.horizon_ms)) +
            priced(s.wake_uj, rate);
    }
    score.end_ms = s.first_start_ms + load_ms;
    score.violation_ms = larger(0, score.end_ms - s.close_ms);
    return score;
}

/// Score of a plan: equal to walking its sequences. `load_ms` is scratch memory, one a server.
HOST_DEVICE inline Score family_score(const ProblemView& p, const PlanView& plan,
                                      std::int64_t* load_ms) {
    for (std::uint32_t i = 0; i < p.server_count; ++i) load_ms[i] = 0;
    ServerScore sum;
    for (std::uint32_t j = 0; j < p.task_count; ++j) {
        const std::uint32_t i = plan.server[j];
        const ServerFacts& s = p.servers[i];
        const ModeOption option = option_of(p, s, j, plan.level[j]);
        if (p.priced) {
            const std::int64_t within_ms =
                priced_ms(p, s, load_ms[i] + option.run_ms) - priced_ms(p, s, load_ms[i]);
            sum.energy_nano += priced(option.power_mw, family_rate(p, i) * within_ms);
        }
        load_ms[i] += option.run_ms;
    }
    for (std::uint32_t i = 0; i < p.server_count; ++i) {
        add_server(sum, load_score(p, i, load_ms[i]));
    }
    return plan_score(p, sum, {});
}

}  // namespace nightwatt
