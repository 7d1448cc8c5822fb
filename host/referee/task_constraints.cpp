#include <fmt/format.h>

#include <cmath>

#include "instance/in_quotes.hpp"
#include "referee/case.hpp"
#include "referee/units.hpp"

namespace nightwatt::referee {

namespace {

/// One task of a plan and the server it runs on.
struct Placement {
    std::size_t task;
    std::size_t server;
    double start_ms;
    double end_ms;
};

void check_mode(Case& c, const Placement& p) {
    const std::int32_t class_index = c.instance.servers.class_index[p.server];
    const auto class_name = [&] {
        return in_quotes(c.instance.classes.id[static_cast<std::size_t>(class_index)]);
    };
    const std::int32_t level = c.plan.level[p.task];
    const Mode& mode = c.modes[p.task];
    switch (mode.verdict) {
        case Mode::Verdict::ClassNotAllowed:
            c.violations.add("class", [&] {
                return fmt::format("task {} may not use class {} of server {}.",
                                   c.task_name(p.task), class_name(), c.server_name(p.server));
            });
            return;
        case Mode::Verdict::NoSuchLevel:
            c.violations.add("level", [&] {
                return fmt::format(
                    "task {} runs at level {} on server {}, but class {} has levels 0 to {}.",
                    c.task_name(p.task), level, c.server_name(p.server), class_name(),
                    level_count(c.instance, class_index) - 1);
            });
            return;
        case Mode::Verdict::LevelNotGiven:
            c.violations.add("level", [&] {
                return fmt::format(
                    "task {} runs at level {} on server {}, but has no runtime for that level "
                    "of class {}.",
                    c.task_name(p.task), level, c.server_name(p.server), class_name());
            });
            return;
        case Mode::Verdict::Allowed:
            break;
    }
    const double stated = p.end_ms - p.start_ms;
    // The planner's runtime is a whole number of ms, and at least one.
    const double slack = 0.5 + moment_slack_ms + 1e-14 * mode.run_ms;
    if (std::abs(stated - std::max(mode.run_ms, 1.0)) <= slack) return;
    if (std::abs(stated - mode.run_ms) <= slack) return;
    c.violations.add("runtime", [&] {
        return fmt::format(
            "task {} takes {:.3f} s from {} to {} on server {}, but its runtime there at level "
            "{} is {:.4f} s.",
            c.task_name(p.task), stated / 1e3, moment_text(p.start_ms), moment_text(p.end_ms),
            c.server_name(p.server), level, mode.run_ms / 1e3);
    });
}

void check_ready(Case& c, const Placement& p) {
    const Transfer transfer = find_transfer(c.instance, p.task, c.site_of(p.server));
    if (!transfer.reachable) {
        c.violations.add("reach", [&] {
            return fmt::format(
                "task {} runs on server {} at site {}, which no link joins to its input at "
                "{}.",
                c.task_name(p.task), c.server_name(p.server), c.site_name(c.site_of(p.server)),
                c.site_name(c.instance.tasks.input_site[p.task]));
        });
    }
    const double release = to_ms(c.instance.tasks.release_s[p.task]);
    const double ready = release + transfer.time_ms;
    const double slack = rounding_of(release) + rounding_of(transfer.time_ms) + moment_slack_ms;
    if (p.start_ms >= ready - slack) return;
    c.violations.add("ready", [&] {
        return fmt::format(
            "task {} starts at {} on server {}, but is ready at site {} at {} (release {}, "
            "transfer {}).",
            c.task_name(p.task), moment_text(p.start_ms), c.server_name(p.server),
            c.site_name(c.site_of(p.server)), moment_text(ready), moment_text(release),
            moment_text(transfer.time_ms));
    });
}

void check_window(Case& c, const Placement& p) {
    const double open = to_ms(c.instance.servers.open_s[p.server]);
    const double wake = to_ms(c.instance.servers.wake_s[p.server]);
    const double slack = rounding_of(open) + rounding_of(wake) + moment_slack_ms;
    if (p.start_ms < open + wake - slack) {
        c.violations.add("window", [&] {
            return fmt::format(
                "task {} starts at {} on server {}, which opens at {} and takes {} to wake.",
                c.task_name(p.task), moment_text(p.start_ms), c.server_name(p.server),
                moment_text(open), moment_text(wake));
        });
    }
    const double horizon = to_ms(c.instance.horizon_s);
    if (p.end_ms > horizon + rounding_of(horizon) + moment_slack_ms) {
        c.violations.add("horizon", [&] {
            return fmt::format("task {} ends at {} on server {}, after the horizon of {}.",
                               c.task_name(p.task), moment_text(p.end_ms), c.server_name(p.server),
                               moment_text(horizon));
        });
        return;
    }
    const double close = to_ms(c.instance.servers.close_s[p.server]);
    if (std::isnan(close) || p.end_ms <= close + rounding_of(close) + moment_slack_ms) return;
    c.violations.add("window", [&] {
        return fmt::format("task {} ends at {} on server {}, which closes at {}.",
                           c.task_name(p.task), moment_text(p.end_ms), c.server_name(p.server),
                           moment_text(close));
    });
}

void check_pins(Case& c, const Placement& p) {
    const TaskTable& tasks = c.instance.tasks;
    const std::int32_t server = tasks.pin_server[p.task];
    if (server != -1 && static_cast<std::size_t>(server) != p.server) {
        c.violations.add("pin server", [&] {
            return fmt::format("task {} runs on server {}, but is pinned to {}.",
                               c.task_name(p.task), c.server_name(p.server),
                               c.server_name(static_cast<std::size_t>(server)));
        });
    }
    const std::int32_t level = tasks.pin_level[p.task];
    if (level != -1 && level != c.plan.level[p.task]) {
        c.violations.add("pin level", [&] {
            return fmt::format("task {} runs at level {}, but is pinned to level {}.",
                               c.task_name(p.task), c.plan.level[p.task], level);
        });
    }
    const double start = to_ms(tasks.pin_start_s[p.task]);
    if (std::isnan(start)) return;
    if (std::abs(p.start_ms - start) <= rounding_of(start) + moment_slack_ms) return;
    c.violations.add("pin start", [&] {
        return fmt::format("task {} starts at {}, but is pinned to start at {}.",
                           c.task_name(p.task), moment_text(p.start_ms), moment_text(start));
    });
}

void check_hold(Case& c, const Placement& p) {
    if (c.plan.start_ms[p.task] >= c.plan.hold_ms[p.task]) return;
    c.violations.add("hold", [&] {
        return fmt::format("task {} starts at {}, but the plan holds it until {}.",
                           c.task_name(p.task), moment_text(p.start_ms),
                           moment_text(static_cast<double>(c.plan.hold_ms[p.task])));
    });
}

}  // namespace

void check_tasks(Case& c) {
    for (std::size_t task = 0; task != c.plan.size(); ++task) {
        const std::size_t server = c.server_of(task);
        const Placement placement{
            .task = task, .server = server, .start_ms = c.start_ms(task), .end_ms = c.end_ms(task)};
        check_mode(c, placement);
        check_ready(c, placement);
        check_window(c, placement);
        check_pins(c, placement);
        check_hold(c, placement);
    }
}

}  // namespace nightwatt::referee
