#include "construct/repaired_plan.hpp"

#include <algorithm>
#include <tuple>
#include <vector>

#include "construct/gaps.hpp"
#include "construct/packing_order.hpp"
#include "problem/adapted_start.hpp"

namespace nightwatt {

namespace {

/// Looks of tasks at servers, of a microsecond or ten each.
constexpr std::uint32_t most_looks = 1'000'000;
/// With fewer a task, its place would hardly be cheap.
constexpr std::uint32_t least_looks = 32;

}  // namespace

std::optional<Plan> repaired_plan(const Problem& problem, const Plan& before) {
    const ProblemView p = problem.view();
    if (p.loads_only) return std::nullopt;
    const PackingOrder order = packing_order(p);
    std::vector<std::uint32_t> kept;
    std::vector<std::uint32_t> rest;
    for (const std::uint32_t j : order.rest) {
        (may_run(p, j, before.server[j], before.level[j]) ? kept : rest).push_back(j);
    }
    std::sort(kept.begin(), kept.end(), [&](std::uint32_t a, std::uint32_t b) {
        return std::tuple(before.start_ms[a], a) < std::tuple(before.start_ms[b], b);
    });
    Gaps gaps(problem);
    for (const std::uint32_t j : order.pinned) gaps.insert(j, p.server_count);
    for (const std::uint32_t j : kept) {
        const auto server = static_cast<std::uint32_t>(before.server[j]);
        const auto level = static_cast<std::uint32_t>(before.level[j]);
        if (!gaps.keep(j, server, level, before.start_ms[j])) rest.push_back(j);
    }
    if (rest.size() > most_looks / least_looks) return std::nullopt;
    sort_longest_first(p, rest);
    for (const std::uint32_t j : rest) {
        gaps.insert(j, most_looks / static_cast<std::uint32_t>(rest.size()));
    }
    return gaps.genes();
}

}  // namespace nightwatt
