#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "referee/draws.hpp"
#include "referee/rounding.hpp"
#include "referee/units.hpp"

namespace nightwatt::referee {

namespace {

std::string text_of(const Case& c, const Sleep& sleep) {
    return fmt::format("server {} sleeps from {} to {}",
                       c.server_name(static_cast<std::size_t>(sleep.server)),
                       moment_text(static_cast<double>(sleep.start_ms)),
                       moment_text(static_cast<double>(sleep.end_ms)));
}

/// Finds the sleep's gap and marks it; a sleep that is not exactly one gap is a violation, and the
/// gaps it touches are not judged any further.
void match_sleep(Case& c, const Sleep& sleep) {
    ServerDay& day = c.schedule.day(static_cast<std::size_t>(sleep.server));
    const auto from = static_cast<double>(sleep.start_ms);
    const auto to = static_cast<double>(sleep.end_ms);
    const auto complain = [&](const char* what) {
        c.violations.add("sleep", [&] { return fmt::format("{}, {}.", text_of(c, sleep), what); });
    };
    if (to <= from) return complain("which is no stretch of time");
    if (day.tasks.empty()) return complain("but has no task");
    if (from < day.first_ms || to > day.last_ms) {
        return complain("which is not between two of its tasks");
    }
    // The first gap that ends after the sleep begins.
    auto gap = std::partition_point(day.gaps.begin(), day.gaps.end(),
                                    [&](const Gap& g) { return g.to_ms <= from; });
    if (gap != day.gaps.end() && gap->from_ms == from && gap->to_ms == to) {
        if (gap->asleep) return complain("which the plan lists twice");
        gap->asleep = true;
        const double wake =
            to_ms(c.instance.servers.wake_s[static_cast<std::size_t>(sleep.server)]);
        if (to - from < wake - rounding_of(wake) - moment_slack_ms) {
            c.violations.add("sleep", [&] {
                return fmt::format("{}, but takes {} to wake.", text_of(c, sleep),
                                   moment_text(wake));
            });
        }
        return;
    }
    const bool inside = gap != day.gaps.end() && gap->from_ms <= from && to <= gap->to_ms;
    for (; gap != day.gaps.end() && gap->from_ms < to; ++gap) gap->disputed = true;
    complain(inside ? "which is only a part of the gap between two tasks"
                    : "but a task runs in that time");
}

/// Cost of idling through the gap less cost of sleeping, and what rounding may add to either.
void judge_choice(Case& c, std::size_t server, const Gap& gap) {
    const ServerTable& servers = c.instance.servers;
    const std::int32_t site = c.site_of(server);
    const double wake = to_ms(servers.wake_s[server]);
    const double length = gap.to_ms - gap.from_ms;
    // Too short to wake, or so close to it that rounding decides.
    if (!gap.asleep && length < wake + rounding_of(wake) + moment_slack_ms) return;

    const double rates = c.tariffs.rate_integral(site, gap.from_ms, gap.to_ms);
    const Pulse pulse = wake_pulse(c, server, gap.to_ms);
    const double idle = rates * servers.idle_w[server];
    const double sleep = rates * servers.sleep_w[server] +
                         pulse.energy_j * c.tariffs.at_moment(site, pulse.moment_ms).rate;

    const double largest = c.tariffs.largest_rate(site);
    const double doubt_j =
        (rounding_of(servers.idle_w[server], 1e3) + rounding_of(servers.sleep_w[server], 1e3)) *
            length / 1e3 +
        pulse.rounding_j;
    const double energy_j =
        (servers.idle_w[server] + servers.sleep_w[server]) * length / 1e3 + pulse.energy_j;
    const double slack = largest * doubt_j + 2 * wake_moment_doubt(c, site, pulse) +
                         energy_j * rate_step + 4 * money_step +
                         double_steps * (std::abs(idle) + std::abs(sleep) + largest * energy_j);
    const double chosen = gap.asleep ? sleep : idle;
    const double other = gap.asleep ? idle : sleep;
    if (chosen <= other + slack) return;
    c.violations.add("sleep choice", [&] {
        // + 0.0 turns a negative zero into zero.
        return fmt::format("server {} {} from {} to {} at a cost of {:.9g}; to {} costs {:.9g}.",
                           c.server_name(server), gap.asleep ? "sleeps" : "idles",
                           moment_text(gap.from_ms), moment_text(gap.to_ms), chosen + 0.0,
                           gap.asleep ? "idle" : "sleep", other + 0.0);
    });
}

}  // namespace

void check_sleeps(Case& c) {
    for (const Sleep& sleep : c.plan.sleeps) match_sleep(c, sleep);
    for (std::size_t server = 0; server != c.schedule.servers(); ++server) {
        for (const Gap& gap : c.schedule.day(server).gaps) {
            if (!gap.disputed) judge_choice(c, server, gap);
        }
    }
}

}  // namespace nightwatt::referee
