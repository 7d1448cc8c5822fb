#include "construct/repaired_plan.hpp"

#include <algorithm>
#include <tuple>
#include <vector>

#include "construct/gaps.hpp"
#include "kernels/server_walk.hpp"
#include "problem/adapted_start.hpp"

namespace nightwatt {

namespace {

/// Looks of tasks at servers, of a microsecond or ten each.
constexpr std::uint32_t most_looks = 1'000'000;
/// With fewer a task, its place would hardly be cheap.
constexpr std::uint32_t least_looks = 32;

/// On the fastest server and level.
std::uint32_t shortest_run_ms(const ProblemView& p, std::uint32_t task) {
    std::uint32_t run_ms = forbidden_run_ms;
    for (std::uint32_t mode = 0; mode < p.mode_count; ++mode) {
        run_ms = std::min(run_ms, option_of(p, task, mode).run_ms);
    }
    return run_ms;
}

}  // namespace

std::optional<Plan> repaired_plan(const Problem& problem, const Plan& before) {
    const ProblemView p = problem.view();
    if (p.loads_only) return std::nullopt;
    std::vector<std::uint32_t> pinned;
    std::vector<std::uint32_t> kept;
    std::vector<std::uint32_t> rest;
    for (std::uint32_t j = 0; j < p.task_count; ++j) {
        const bool has_pin = pinned_start_ms(p, j) >= 0;
        const bool stays = may_run(p, j, before.server[j], before.level[j]);
        (has_pin ? pinned : stays ? kept : rest).push_back(j);
    }
    // Those that one server alone can take leave the others the choice.
    std::sort(pinned.begin(), pinned.end(), [&](std::uint32_t a, std::uint32_t b) {
        return std::tuple(allowed_servers(p, a).count, p.pin_start_ms[a], a) <
               std::tuple(allowed_servers(p, b).count, p.pin_start_ms[b], b);
    });
    std::sort(kept.begin(), kept.end(), [&](std::uint32_t a, std::uint32_t b) {
        return std::tuple(before.start_ms[a], a) < std::tuple(before.start_ms[b], b);
    });
    Gaps gaps(problem);
    for (const std::uint32_t j : pinned) gaps.insert(j, p.server_count);
    for (const std::uint32_t j : kept) {
        const auto server = static_cast<std::uint32_t>(before.server[j]);
        const auto level = static_cast<std::uint32_t>(before.level[j]);
        if (!gaps.keep(j, server, level, before.start_ms[j])) rest.push_back(j);
    }
    if (rest.size() > most_looks / least_looks) return std::nullopt;
    std::sort(rest.begin(), rest.end(), [&](std::uint32_t a, std::uint32_t b) {
        return std::tuple(shortest_run_ms(p, b), a) < std::tuple(shortest_run_ms(p, a), b);
    });
    for (const std::uint32_t j : rest) {
        gaps.insert(j, most_looks / static_cast<std::uint32_t>(rest.size()));
    }
    return gaps.genes();
}

}  // namespace nightwatt
