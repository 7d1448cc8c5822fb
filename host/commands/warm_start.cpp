#include "commands/warm_start.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>
#include <unordered_map>

#include "errors.hpp"
#include "instance/content_hash.hpp"
#include "instance/published_plan.hpp"
#include "io/import/utc_time.hpp"
#include "io/plan_file.hpp"
#include "io/plan_schedule_reader.hpp"
#include "log.hpp"

namespace nightwatt {

namespace {

std::unordered_map<std::string_view, std::size_t> rows_by_name(
    const std::vector<std::string>& names) {
    std::unordered_map<std::string_view, std::size_t> rows;
    for (std::size_t i = 0; i < names.size(); ++i) rows.emplace(names[i], i);
    return rows;
}

/// What has to be added to the schedule's moments.
std::int64_t shift_ms(const PlanSchedule& schedule, const Instance& instance) {
    const auto then = parse_moment(schedule.epoch);
    const auto now = parse_moment(instance.epoch);
    return then && now ? (*then - *now) * 1000 : 0;
}

/// Tasks whose published start has passed when the night begins stand at its beginning: without a
/// pin, nothing tells whether they run.
void warn_of_the_past(std::size_t past, std::size_t held, const std::string& path) {
    if (past == 0) return;
    if (past == held) {
        log_warning(fmt::format(
            "--warm-start: {} had every task start before this night begins: it seems to be the "
            "plan of another night",
            path));
        return;
    }
    log_warning(fmt::format(
        "--warm-start: {} of these tasks were to start before this night begins, and count as "
        "published at its beginning; pin those that run (pin_server, pin_start_s) and leave out "
        "those that have ended",
        past));
}

/// The schedule's tasks as rows of the instance.
WarmStart matched(const PlanSchedule& schedule, const Instance& instance, const std::string& path) {
    const auto task_rows = rows_by_name(schedule.task_id);
    const auto server_rows = rows_by_name(instance.servers.id);
    const std::int64_t shift = shift_ms(schedule, instance);
    const auto horizon_ms = std::llround(instance.horizon_s * 1e3);
    WarmStart start{{}, true};
    Plan& plan = start.plan;
    plan.resize(instance.tasks.size());
    std::size_t held = 0;
    std::size_t gone = 0;
    std::size_t past = 0;
    for (std::size_t j = 0; j < plan.size(); ++j) {
        const auto task = task_rows.find(instance.tasks.id[j]);
        plan.server[j] = not_published;
        if (task == task_rows.end()) continue;
        const std::size_t row = task->second;
        const auto server =
            server_rows.find(schedule.server_id[static_cast<std::size_t>(schedule.server[row])]);
        const bool stands = server != server_rows.end();
        plan.server[j] = stands ? static_cast<std::int32_t>(server->second) : gone_server;
        plan.level[j] = schedule.level[row];
        const std::int64_t start_ms = schedule.start_ms[row] + shift;
        const bool runs = instance.tasks.pin_start_s[j] >= 0;
        if (start_ms < 0 && !runs) ++past;
        plan.start_ms[j] = std::max<std::int64_t>(0, start_ms);
        plan.hold_ms[j] =
            schedule.hold_ms[row] == 0
                ? 0
                : std::clamp<std::int64_t>(schedule.hold_ms[row] + shift, 0, horizon_ms);
        ++held;
        if (!stands) ++gone;
    }
    if (held == 0 && plan.size() > 0) {
        throw InputError(
            fmt::format("--warm-start: {} holds none of this instance's tasks: it is "
                        "the plan of another night",
                        path));
    }
    log_info(fmt::format(
        "the instance has changed since {} was planned: {} of {} tasks stand in it{}", path, held,
        plan.size(), gone == 0 ? "" : fmt::format(", {} of them on servers that are gone", gone)));
    warn_of_the_past(past, held, path);
    return start;
}

}  // namespace

std::optional<WarmStart> read_warm_start(const std::string& path, const Instance& instance) {
    if (path.empty()) return std::nullopt;
    const PlanSchedule schedule = read_plan_schedule(path);
    if (schedule.instance_hash == hash_text(content_hash(instance))) {
        return WarmStart{read_plan(path, instance).plan};
    }
    return matched(schedule, instance, path);
}

}  // namespace nightwatt
