#include "io/slurm/admin_scripts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

#include "io/slurm/job_names.hpp"

namespace nightwatt {

namespace {

constexpr std::string_view sleep_body =
    R"SCRIPT(# Powers nodes down where the plan lets them sleep, and up in time for what follows. For an
# administrator, to be started before the night: it waits for each moment. A window that has begun is
# skipped, and so is a node that is not idle.
set -euo pipefail

at() {  # at UNIX_TIME down|up NODE
  local left=$(($1 - $(date +%s)))
  if [ "$left" -lt 0 ] && [ "$2" = down ]; then return; fi
  if [ "$left" -gt 0 ]; then sleep "$left"; fi
  if [ "$2" = down ] && ! sinfo --noheader --nodes="$3" --format=%t | grep -qx idle; then
    echo "$3 is not idle: it stays on" >&2
    return
  fi
  scontrol power "$2" "$3" || echo "scontrol power $2 $3 failed" >&2
}

)SCRIPT";

std::string sleep_script(const Instance& instance, const Plan& plan, const SlurmExport& settings) {
    std::vector<std::tuple<std::int64_t, bool, std::int32_t>> events;
    for (const Sleep& sleep : plan.sleeps) {
        const double wake_s = instance.servers.wake_s[static_cast<std::size_t>(sleep.server)];
        const auto wake_ms = static_cast<std::int64_t>(std::ceil(wake_s * 1000));
        events.emplace_back(sleep.start_ms, false, sleep.server);
        events.emplace_back(sleep.end_ms - wake_ms, true, sleep.server);
    }
    std::sort(events.begin(), events.end());
    std::string text = "#!/bin/bash\n" + std::string(sleep_body);
    for (const auto& [moment_ms, up, server] : events) {
        text +=
            fmt::format("at {} {} {}\n", settings.time_zero_s + moment_ms / 1000,
                        up ? "up" : "down", instance.servers.id[static_cast<std::size_t>(server)]);
    }
    return text;
}

std::string reserve_script(const Instance& instance, const Plan& plan,
                           const SlurmExport& settings) {
    std::string text =
        "#!/bin/bash\n"
        "# Keeps every node free for one user from the plan's first task on it to its last. For "
        "an\n"
        "# administrator. Usage: reserve.sh USER\n"
        "set -euo pipefail\n"
        "user=${1:?usage: reserve.sh USER}\n"
        "reserve() {  # reserve NAME START SECONDS NODE\n"
        "  scontrol create reservation \"ReservationName=$1\" \"StartTime=uts$2\" \\\n"
        "    \"Duration=$((($3 + 59) / 60))\" \"Nodes=$4\" \"Users=$user\" Flags=IGNORE_JOBS\n"
        "}\n\n";
    const JobNames names(plan, settings.time_zero_s);
    for (std::size_t server = 0; server < instance.servers.size(); ++server) {
        std::int64_t first_ms = std::numeric_limits<std::int64_t>::max();
        std::int64_t last_ms = 0;
        for (std::size_t row = 0; row < plan.size(); ++row) {
            if (static_cast<std::size_t>(plan.server[row]) != server) continue;
            first_ms = std::min(first_ms, plan.start_ms[row]);
            last_ms = std::max(last_ms, plan.end_ms[row]);
        }
        if (last_ms == 0) continue;
        const std::string& node = instance.servers.id[server];
        text += fmt::format("reserve {}-{} {} {} {}\n", names.night(), node,
                            settings.time_zero_s + first_ms / 1000,
                            (last_ms - first_ms + 999) / 1000, node);
    }
    return text;
}

}  // namespace

std::vector<SlurmFile> admin_scripts(const Instance& instance, const Plan& plan,
                                     const SlurmExport& settings) {
    return {{"sleep.sh", sleep_script(instance, plan, settings), true},
            {"reserve.sh", reserve_script(instance, plan, settings), true}};
}

}  // namespace nightwatt
