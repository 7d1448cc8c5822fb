#include "construct/packing_order.hpp"

#include <algorithm>
#include <tuple>

#include "kernels/problem_access.hpp"

namespace nightwatt {

namespace {

std::uint32_t shortest_run_ms(const ProblemView& p, std::uint32_t task) {
    std::uint32_t run_ms = forbidden_run_ms;
    for (std::uint32_t mode = 0; mode < p.mode_count; ++mode) {
        run_ms = std::min(run_ms, option_of(p, task, mode).run_ms);
    }
    return run_ms;
}

}  // namespace

void sort_longest_first(const ProblemView& p, std::vector<std::uint32_t>& tasks) {
    std::sort(tasks.begin(), tasks.end(), [&](std::uint32_t a, std::uint32_t b) {
        return std::tuple(shortest_run_ms(p, b), a) < std::tuple(shortest_run_ms(p, a), b);
    });
}

std::uint32_t fastest_level(const ProblemView& p, std::uint32_t task, std::uint32_t server) {
    if (const std::int32_t pin = pinned_level(p, task); pin >= 0) {
        return static_cast<std::uint32_t>(pin);
    }
    const ServerFacts& s = p.servers[server];
    std::uint32_t best = 0;
    for (std::uint32_t level = 1; level < s.levels; ++level) {
        const std::uint32_t run_ms = option_of(p, s, task, level).run_ms;
        if (run_ms < option_of(p, s, task, best).run_ms) best = level;
    }
    return best;
}

PackingOrder packing_order(const ProblemView& p) {
    PackingOrder order;
    for (std::uint32_t j = 0; j < p.task_count; ++j) {
        (pinned_start_ms(p, j) >= 0 ? order.pinned : order.rest).push_back(j);
    }
    std::sort(order.pinned.begin(), order.pinned.end(), [&](std::uint32_t a, std::uint32_t b) {
        return std::tuple(allowed_servers(p, a).count, p.pin_start_ms[a], a) <
               std::tuple(allowed_servers(p, b).count, p.pin_start_ms[b], b);
    });
    sort_longest_first(p, order.rest);
    return order;
}

}  // namespace nightwatt
