#include "lp/places.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "bound/server_groups.hpp"
#include "errors.hpp"
#include "kernels/server_walk.hpp"

namespace nightwatt {

double LpPlaces::Period::hours() const {
    return static_cast<double>(to_ms - from_ms) / ms_per_hour;
}

double LpPlaces::Period::overlap_h(std::int64_t from, std::int64_t to) const {
    return static_cast<double>(larger(0, smaller(to, to_ms) - larger(from, from_ms))) / ms_per_hour;
}

LpPlaces::LpPlaces(const Problem& problem, std::uint32_t period_slots)
    : problem_(problem.view()),
      timed_(!problem_.loads_only),
      period_slots_(period_slots),
      period_ms_(problem_.slot_ms * period_slots),
      periods_(timed_ ? (problem_.slot_count + period_slots - 1) / period_slots : 1) {
    const auto add_group = [&](const ServerFacts& server) -> Pool& {
        Pool& group = groups_.emplace_back();
        group.first_mode = server.first_mode;
        group.levels = server.levels;
        group.site = server.site;
        return group;
    };
    const ServerGroups same(problem);
    if (timed_) {
        for (std::uint32_t g = 0; g < same.count(); ++g) {
            const auto* const first = same.group_servers.data() + same.group_first[g];
            add_group(problem_.servers[*first])
                .servers.assign(first, same.group_servers.data() + same.group_first[g + 1]);
        }
        profile_first_ = same.profile_first;
        profile_groups_ = same.profile_groups;
    } else {
        for (std::uint32_t i = 0; i < problem_.server_count; ++i) {
            add_group(problem_.servers[i]).servers = {i};
        }
        profile_first_.assign(problem_.profile_first,
                              problem_.profile_first + same.profile_first.size());
        profile_groups_.assign(problem_.profile_servers,
                               problem_.profile_servers + profile_first_.back());
    }
}

LpPlaces::Period LpPlaces::period(std::uint32_t group, std::uint32_t index) const {
    if (!timed_) return {server(group).first_start_ms, server(group).close_ms};
    const std::int64_t from_ms = period_ms_ * index;
    return {from_ms, smaller(from_ms + period_ms_, problem_.horizon_ms)};
}

std::vector<LpChoice> lp_choices(const Problem& problem, const LpPlaces& places,
                                 std::int64_t most) {
    const ProblemView p = problem.view();
    std::vector<LpChoice> choices;
    std::int64_t count = 0;
    const auto add = [&](const LpChoice& choice) {
        if (++count <= most) choices.push_back(choice);
    };
    for (std::uint32_t j = 0; j < p.task_count; ++j) {
        const std::int64_t pinned_ms = pinned_start_ms(p, j);
        for (const auto* g = places.groups_begin(j); g != places.groups_end(j); ++g) {
            const ServerFacts& server = places.server(*g);
            const std::int64_t ready_ms =
                larger(ready_at(p, j, server.site), server.first_start_ms);
            for (std::uint32_t level = 0; level < server.levels; ++level) {
                if (!level_allowed(p, j, level)) continue;
                const std::uint32_t run_ms = option_of(p, server, j, level).run_ms;
                if (run_ms == forbidden_run_ms) continue;
                const std::int64_t last_ms = server.close_ms - run_ms;
                if (pinned_ms >= 0) {
                    if (ready_ms <= pinned_ms && pinned_ms <= last_ms) {
                        add({j, *g, level, pinned_ms});
                    }
                    continue;
                }
                if (ready_ms > last_ms) continue;
                add({j, *g, level, ready_ms});
                if (!places.timed()) continue;
                const std::int64_t step_ms = places.period_ms();
                for (std::int64_t start_ms = (ready_ms / step_ms + 1) * step_ms;
                     start_ms <= last_ms; start_ms += step_ms) {
                    add({j, *g, level, start_ms});
                }
            }
        }
    }
    if (count > most) {
        throw UsageError(
            fmt::format("--algorithm lp: the linear programme would have {} choices of server "
                        "group, level and start, more than lp.choices = {}; use --algorithm "
                        "genetic, set lp.period_slots higher, or raise lp.choices and expect hours",
                        count, most));
    }
    return choices;
}

}  // namespace nightwatt
