#include "io/report/lateness_reason.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "io/report/text_table.hpp"
#include "referee/modes.hpp"
#include "referee/transfer.hpp"
#include "referee/units.hpp"

namespace nightwatt {

namespace {

constexpr double never = std::numeric_limits<double>::infinity();

bool fits(const Instance& instance, std::size_t task, std::size_t server) {
    const std::int32_t pin = instance.tasks.pin_server[task];
    if (pin != -1 && static_cast<std::size_t>(pin) != server) return false;
    for (std::size_t r = 0; r != instance.resources.size(); ++r) {
        if (instance.tasks.need[r][task] > instance.servers.capacity[r][server]) return false;
    }
    return true;
}

/// Runtime on a class at the fastest of the levels that the task may use, ms.
double fastest_run_ms(const Instance& instance, std::size_t task, std::int32_t class_index) {
    double fastest = never;
    const std::int32_t pin = instance.tasks.pin_level[task];
    for (std::int32_t level = 0; level != referee::level_count(instance, class_index); ++level) {
        if (pin != -1 && pin != level) continue;
        const referee::Mode mode = referee::find_mode(instance, task, class_index, level);
        if (mode.verdict == referee::Mode::Verdict::Allowed) {
            fastest = std::min(fastest, mode.run_ms);
        }
    }
    return fastest;
}

double awake_ms(const Instance& instance, std::size_t server) {
    return referee::to_ms(instance.servers.open_s[server]) +
           referee::to_ms(instance.servers.wake_s[server]);
}

/// What the task could reach if it had every server to itself.
struct Alone {
    double end_ms = never;
    double run_ms = never;
};

Alone best_alone(const Instance& instance, std::size_t task) {
    Alone best;
    // Servers are many, classes few.
    std::vector<double> fastest(instance.classes.size(), std::numeric_limits<double>::quiet_NaN());
    const double release = referee::to_ms(instance.tasks.release_s[task]);
    const double pin = referee::to_ms(instance.tasks.pin_start_s[task]);
    for (std::size_t server = 0; server != instance.servers.size(); ++server) {
        if (!fits(instance, task, server)) continue;
        const referee::Transfer transfer =
            referee::find_transfer(instance, task, instance.servers.site[server]);
        if (!transfer.reachable) continue;
        const std::int32_t class_index = instance.servers.class_index[server];
        double& run = fastest[static_cast<std::size_t>(class_index)];
        if (std::isnan(run)) run = fastest_run_ms(instance, task, class_index);
        const double ready = std::max(release + transfer.time_ms, awake_ms(instance, server));
        const double start = std::isnan(pin) ? ready : std::max(ready, pin);
        const double close = referee::to_ms(instance.servers.close_s[server]);
        if (start + run > close) continue;
        best.end_ms = std::min(best.end_ms, start + run);
        best.run_ms = std::min(best.run_ms, run);
    }
    return best;
}

/// A delay and what to say of it.
struct Delay {
    double ms;
    std::string text;
};

}  // namespace

LatenessReasons::LatenessReasons(const Instance& instance, const Plan& plan)
    : instance_(instance), plan_(plan), room_(instance, plan), tariffs_(instance) {}

/// Whether energy costs less while the task runs than from an earlier moment on. The search writes
/// the starts that it plans into the holds, so a hold by itself says nothing of prices.
bool LatenessReasons::cheaper_later(std::size_t task, double earlier_ms) const {
    const std::int32_t site = instance_.servers.site[static_cast<std::size_t>(plan_.server[task])];
    const auto start = static_cast<double>(plan_.start_ms[task]);
    const auto end = static_cast<double>(plan_.end_ms[task]);
    if (end > tariffs_.end_ms()) return false;  // nothing has a price there
    const double earlier = tariffs_.rate_integral(site, earlier_ms, earlier_ms + end - start);
    const double later = tariffs_.rate_integral(site, start, end);
    constexpr double rounding = 1e-9;
    return later < earlier - rounding * std::abs(earlier);
}

std::string LatenessReasons::of(std::size_t task) {
    const double deadline = referee::to_ms(instance_.tasks.deadline_s[task]);
    const Alone alone = best_alone(instance_, task);
    const auto lasting = [](double ms) { return duration_text(ms / 1e3); };
    if (alone.end_ms > deadline && alone.end_ms != never) {
        return fmt::format("at least {} late even alone", lasting(alone.end_ms - deadline));
    }

    const auto server = static_cast<std::size_t>(plan_.server[task]);
    const auto start = static_cast<double>(plan_.start_ms[task]);
    const double run = static_cast<double>(plan_.end_ms[task]) - start;
    const double here = fastest_run_ms(instance_, task, instance_.servers.class_index[server]);
    const double release = referee::to_ms(instance_.tasks.release_s[task]);
    const double ready =
        release + referee::find_transfer(instance_, task, instance_.servers.site[server]).time_ms;
    const double awake = awake_ms(instance_, server);
    const double pin = referee::to_ms(instance_.tasks.pin_start_s[task]);
    const double wanted = std::max({ready, awake, std::isnan(pin) ? 0.0 : pin});
    const double room = room_.earliest_ms(task, wanted);
    const double held = start - room;
    const std::array delays{
        Delay{room - wanted, fmt::format("waited {} for resources", lasting(room - wanted))},
        Delay{held, fmt::format("held {} {}", lasting(held),
                                cheaper_later(task, room) ? "for a cheaper hour"
                                                          : "though there was room")},
        Delay{ready - release, fmt::format("its data moved for {}", lasting(ready - release))},
        Delay{awake - ready, fmt::format("server opened {} later", lasting(awake - ready))},
        Delay{run - here,
              fmt::format("level {} takes {} longer", plan_.level[task], lasting(run - here))},
        Delay{here - alone.run_ms,
              fmt::format("a faster class saves {}", lasting(here - alone.run_ms))}};
    return std::max_element(delays.begin(), delays.end(),
                            [](const Delay& a, const Delay& b) { return a.ms < b.ms; })
        ->text;
}

}  // namespace nightwatt
