#include "problem/adapted_start.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <string>
#include <tuple>
#include <vector>

#include "errors.hpp"

namespace nightwatt {

bool may_run(const ProblemView& p, std::uint32_t task, std::int32_t server, std::int32_t level) {
    const std::uint32_t* const first = p.profile_servers + p.profile_first[p.profile[task]];
    const std::uint32_t* const last = p.profile_servers + p.profile_first[p.profile[task] + 1];
    if (server < 0 || !std::binary_search(first, last, static_cast<std::uint32_t>(server))) {
        return false;
    }
    const ServerFacts& s = p.servers[server];
    if (level < 0 || static_cast<std::uint32_t>(level) >= s.levels) return false;
    if (p.pin_level != nullptr && p.pin_level[task] >= 0 && p.pin_level[task] != level) {
        return false;
    }
    const std::size_t mode = s.first_mode + static_cast<std::uint32_t>(level);
    return p.options[std::size_t{task} * p.mode_count + mode].run_ms != forbidden_run_ms;
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
        if (p.pin_start_ms == nullptr || p.pin_start_ms[j] < 0) continue;
        genes.hold_ms[j] = genes.start_ms[j] = p.pin_start_ms[j];
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
