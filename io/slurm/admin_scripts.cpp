#include "io/slurm/admin_scripts.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

#include "io/slurm/job_names.hpp"

namespace nightwatt {

namespace {

constexpr std::string_view sleep_body =
    R"SCRIPT(# Powers nodes down where the plan lets them sleep, and up in time for what follows. For an
# administrator, to be started before the night: it waits for each moment. A node that is not idle yet,
# because its last task takes longer, is powered down as soon as it is. Needs Slurm's power saving
# (SuspendProgram, ResumeProgram); a node that is needed earlier is powered up by Slurm itself.
set -euo pipefail

declare -A due=()  # nodes in their window that are still on

power_down_idle() {
  [ "${#due[@]}" -gt 0 ] || return 0
  local node state
  while read -r node state; do
    case "${due[$node]:-} $state" in
      "yes idle" | "yes resv")  # idle, in a reservation
        scontrol update "NodeName=$node" State=POWER_DOWN || echo "$node cannot be powered down" >&2
        unset "due[$node]" ;;
    esac
  done < <(sinfo --noheader --Node --format='%N %t')
}

at() {  # at UNIX_TIME down|up NODE
  local left
  while left=$(($1 - $(date +%s))) && [ "$left" -gt 0 ]; do
    power_down_idle
    sleep "$((left < 5 ? left : 5))"
  done
  if [ "$2" = down ]; then
    due[$3]=yes
  elif [ "${due[$3]:-}" = yes ]; then
    unset "due[$3]"
    echo "$3 stayed on: it was not idle in time" >&2
  else
    scontrol update "NodeName=$3" State=POWER_UP || echo "$3 cannot be powered up" >&2
  fi
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

/// One reservation of all nodes: Slurm's main scheduler tries a job in one MAGNETIC reservation and
/// no other, so with one a node the jobs would wait for backfill. Without FLEX it ends tasks that
/// run when the reservation is over.
constexpr std::string_view reserve_body = R"SCRIPT(#!/bin/bash
# Keeps the plan's nodes free for its jobs, from the first task to the last. For an administrator:
#
#   reserve.sh USER[,USER...]   whose jobs they are
#
# They need not name the reservation (MAGNETIC: Slurm 20.11 or later), and may run past its end (FLEX).
# May be run again: a reservation that exists keeps its nodes and times, and is for the users named last.
set -euo pipefail
users=${1:?usage: reserve.sh USER[,USER...]}
)SCRIPT";
constexpr std::string_view reserve_commands = R"SCRIPT(
if scontrol show reservation "$name" > /dev/null 2>&1; then
  scontrol update "ReservationName=$name" "Users=$users"
  echo "$name exists: it keeps its nodes and times, and is for $users"
  exit
fi
now=$(date +%s)
if [ "$begin" -lt "$now" ]; then begin=$now; fi  # Slurm takes no earlier one
if [ "$begin" -ge "$end" ]; then
  echo "reserve.sh: the plan's night is over: nothing is reserved" >&2
  exit 1
fi
scontrol create reservation "ReservationName=$name" "StartTime=uts$begin" \
  "Duration=$(((end - begin + 59) / 60))" "Nodes=$nodes" "Users=$users" \
  Flags=IGNORE_JOBS,MAGNETIC,FLEX
)SCRIPT";

std::string reserve_script(const Instance& instance, const Plan& plan,
                           const SlurmExport& settings) {
    std::int64_t first_ms = std::numeric_limits<std::int64_t>::max();
    std::int64_t last_ms = 0;
    std::vector<bool> used(instance.servers.size());
    for (std::size_t row = 0; row < plan.size(); ++row) {
        used[static_cast<std::size_t>(plan.server[row])] = true;
        first_ms = std::min(first_ms, plan.start_ms[row]);
        last_ms = std::max(last_ms, plan.end_ms[row]);
    }
    std::vector<std::string> nodes;
    for (std::size_t server = 0; server < used.size(); ++server) {
        if (used[server]) nodes.push_back(instance.servers.id[server]);
    }
    return fmt::format("{}name={}\nbegin={}\nend={}\nnodes={}\n{}", reserve_body,
                       JobNames(plan, settings.time_zero_s).night(),
                       settings.time_zero_s + std::min(first_ms, last_ms) / 1000,
                       settings.time_zero_s + (last_ms + 999) / 1000, fmt::join(nodes, ","),
                       reserve_commands);
}

}  // namespace

std::vector<SlurmFile> admin_scripts(const Instance& instance, const Plan& plan,
                                     const SlurmExport& settings) {
    return {{"sleep.sh", sleep_script(instance, plan, settings), true},
            {"reserve.sh", reserve_script(instance, plan, settings), true}};
}

}  // namespace nightwatt
