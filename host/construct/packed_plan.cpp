#include "construct/packed_plan.hpp"

#include <algorithm>

#include "construct/gaps.hpp"
#include "construct/packing_order.hpp"

namespace nightwatt {

namespace {

/// Looks of tasks at servers, of a tenth of a microsecond each.
constexpr double most_looks = 1e8;

}  // namespace

std::optional<Plan> packed_plan(const Problem& problem) {
    const ProblemView p = problem.view();
    if (static_cast<double>(p.task_count) * p.server_count > most_looks) return std::nullopt;
    const PackingOrder order = packing_order(p);
    Gaps gaps(problem);
    for (const std::uint32_t j : order.pinned) gaps.pack(j);
    for (const std::uint32_t j : order.rest) gaps.pack(j);
    Plan genes = gaps.genes();
    if (p.loads_only) std::fill(genes.hold_ms.begin(), genes.hold_ms.end(), 0);
    return genes;
}

}  // namespace nightwatt
