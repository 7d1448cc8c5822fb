#include "problem/pinned_plan.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

#include "kernels/problem_access.hpp"

namespace nightwatt {

namespace {

/// The one server that a task may use, or -1.
std::int32_t only_server(const ProblemView& p, std::uint32_t task) {
    const ServerList allowed = allowed_servers(p, task);
    return allowed.count == 1 ? static_cast<std::int32_t>(allowed[0]) : -1;
}

/// The one level that a task may use on a server, or -1.
std::int32_t only_level(const ProblemView& p, std::uint32_t task, const ServerFacts& server) {
    if (pinned_level(p, task) >= 0) return pinned_level(p, task);
    std::int32_t found = -1;
    for (std::uint32_t level = 0; level < server.levels; ++level) {
        if (option_of(p, server, task, level).run_ms == forbidden_run_ms) continue;
        if (found >= 0) return -1;
        found = static_cast<std::int32_t>(level);
    }
    return found;
}

}  // namespace

std::optional<Plan> pinned_plan(const Problem& problem) {
    const ProblemView p = problem.view();
    Plan plan;
    plan.resize(p.task_count);
    for (std::uint32_t j = 0; j < p.task_count; ++j) {
        if (pinned_start_ms(p, j) < 0) return std::nullopt;
        plan.server[j] = only_server(p, j);
        if (plan.server[j] < 0) return std::nullopt;
        plan.level[j] = only_level(p, j, p.servers[static_cast<std::size_t>(plan.server[j])]);
        if (plan.level[j] < 0) return std::nullopt;
        plan.hold_ms[j] = plan.start_ms[j] = p.pin_start_ms[j];
    }
    // A server runs its tasks in order of their starts; positions need not be dense.
    std::vector<std::int32_t> order(p.task_count);
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](std::int32_t a, std::int32_t b) {
        return plan.start_ms[static_cast<std::size_t>(a)] <
               plan.start_ms[static_cast<std::size_t>(b)];
    });
    for (std::size_t place = 0; place < order.size(); ++place) {
        plan.position[static_cast<std::size_t>(order[place])] = static_cast<std::int32_t>(place);
    }
    return plan;
}

}  // namespace nightwatt
