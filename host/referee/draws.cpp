#include "referee/draws.hpp"

#include <cmath>

#include "referee/units.hpp"

namespace nightwatt::referee {

namespace {

void add_tasks(const Case& c, const ServerDay& day, std::int32_t site, std::vector<Draw>& draws) {
    for (const std::int32_t task : day.tasks) {
        const auto row = static_cast<std::size_t>(task);
        if (c.end_ms(row) <= c.start_ms(row)) continue;
        draws.push_back({.site = site,
                         .use = Use::Dynamic,
                         .from_ms = c.start_ms(row),
                         .to_ms = c.end_ms(row),
                         .power_w = c.modes[row].power_w,
                         .rounding_w = rounding_of(c.modes[row].power_w, 1e3)});
    }
}

/// Idle power from the first start to the last end, sleep power instead where the server sleeps.
void add_rest(const Case& c, std::size_t server, const ServerDay& day, Draws& all) {
    const ServerTable& servers = c.instance.servers;
    const std::int32_t site = c.site_of(server);
    const auto add = [&](Use use, double from_ms, double to_ms, double power_w) {
        if (to_ms <= from_ms) return;
        all.draws.push_back({.site = site,
                             .use = use,
                             .from_ms = from_ms,
                             .to_ms = to_ms,
                             .power_w = power_w,
                             .rounding_w = rounding_of(power_w, 1e3)});
    };
    double awake_from = day.first_ms;
    for (const Gap& gap : day.gaps) {
        if (!gap.asleep) continue;
        add(Use::Idle, awake_from, gap.from_ms, servers.idle_w[server]);
        add(Use::Sleep, gap.from_ms, gap.to_ms, servers.sleep_w[server]);
        all.pulses.push_back(wake_pulse(c, server, gap.to_ms));
        awake_from = gap.to_ms;
    }
    add(Use::Idle, awake_from, day.last_ms, servers.idle_w[server]);
}

}  // namespace

Draws collect_draws(const Case& c) {
    Draws all;
    all.draws.reserve(c.plan.size() + c.schedule.servers());
    for (std::size_t server = 0; server != c.schedule.servers(); ++server) {
        const ServerDay& day = c.schedule.day(server);
        if (day.tasks.empty()) continue;
        all.pulses.push_back(wake_pulse(c, server, day.first_ms));
        add_tasks(c, day, c.site_of(server), all.draws);
        add_rest(c, server, day, all);
    }
    return all;
}

Pulse wake_pulse(const Case& c, std::size_t server, double ready_ms) {
    const double wake = to_ms(c.instance.servers.wake_s[server]);
    const double energy_j = c.instance.servers.wake_j[server];
    return {.site = c.site_of(server),
            .moment_ms = ready_ms - wake,
            .energy_j = energy_j,
            .rounding_j = rounding_of(energy_j, 1e6),
            .moment_rounding_ms = rounding_of(wake)};
}

double wake_moment_doubt(const Case& c, std::int32_t site, const Pulse& pulse) {
    const double early = c.tariffs.at_moment(site, pulse.moment_ms - pulse.moment_rounding_ms).rate;
    const double late = c.tariffs.at_moment(site, pulse.moment_ms + pulse.moment_rounding_ms).rate;
    return pulse.energy_j * std::abs(late - early);
}

}  // namespace nightwatt::referee
