#include "problem/adapted_start.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <string>
#include <tuple>
#include <vector>

#include "errors.hpp"
#include "kernels/problem_access.hpp"

namespace nightwatt {

bool may_run(const ProblemView& p, std::uint32_t task, std::int32_t server, std::int32_t level) {
    if (server < 0 || !may_use(p, task, static_cast<std::uint32_t>(server))) return false;
    const ServerFacts& s = p.servers[server];
    const auto wanted = static_cast<std::uint32_t>(level);
    return level >= 0 && wanted < s.levels && level_allowed(p, task, wanted) &&
           option_of(p, s, task, wanted).run_ms != forbidden_run_ms;
}

void require_allowed_places(const Problem& problem, const Plan& genes) {
    const ProblemView p = problem.view();
    std::vector<std::string> problems;
    for (std::uint32_t j = 0;
         j < std::min<std::size_t>(p.task_count, genes.size()) && problems.size() < 20; ++j) {
        if (may_run(p, j, genes.server[j], genes.level[j])) continue;
        problems.push_back(
            fmt::format("task row {}: its pins, class or needs, or the server's window, forbid "
                        "server row {} at level {}",
                        j, genes.server[j], genes.level[j]));
    }
    if (!problems.empty()) throw InputError(problems);
}

Plan adapted_start(const Problem& problem, const Plan& before, const Plan& otherwise) {
    const ProblemView p = problem.view();
    Plan genes;
    genes.resize(p.task_count);
    for (std::uint32_t j = 0; j < p.task_count; ++j) {
        const Plan& from = may_run(p, j, before.server[j], before.level[j]) ? before : otherwise;
        genes.server[j] = from.server[j];
        genes.level[j] = from.level[j];
        genes.hold_ms[j] = from.hold_ms[j];
        genes.start_ms[j] = from.start_ms[j];
        // What waited for a task that is gone would start earlier now, and count as moved.
        const bool published = p.published != nullptr && &from == &before;
        if (published) genes.hold_ms[j] = smaller(from.start_ms[j], p.horizon_ms);
        if (const std::int64_t pin_ms = pinned_start_ms(p, j); pin_ms >= 0) {
            genes.hold_ms[j] = genes.start_ms[j] = pin_ms;
        }
    }
    std::vector<std::uint32_t> order(p.task_count);
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return std::tuple(genes.start_ms[a], a) < std::tuple(genes.start_ms[b], b);
    });
    for (std::uint32_t n = 0; n < p.task_count; ++n) {
        genes.position[order[n]] = static_cast<std::int32_t>(n);
    }
    return genes;
}

}  // namespace nightwatt
