#pragma once

#include <cstdint>
#include <vector>

#include "bound/dual_point.hpp"

namespace nightwatt {

/// What tasks do under the prices, each for itself.
struct TaskTotals {
    std::int64_t cost_nano = 0;         ///< sum of the least costs, each rounded down
    std::vector<std::int64_t> held;     ///< [layout.resource(g, r, k)]: unit-ms
    std::vector<std::int64_t> used_uj;  ///< [site * steps + k]
};

/// Prices tasks `first`, first + stride, ...; the totals do not depend on the number of threads.
/// For a sample the totals are scaled up as they are used, not here.
struct TaskSample {
    std::uint32_t first = 0;
    std::uint32_t stride = 1;
};

[[nodiscard]] TaskTotals price_tasks(const ProblemView& problem, const DualLayout& layout,
                                     const ServerGroups& groups, const PriceIntegrals& prices,
                                     const TaskSample& sample, std::uint32_t threads);

/// How far rounding can lift a cost that TaskPricer computes for any task above the true one, for
/// prices whose integrals these are, as a share of the sum of a task's amounts (see the .cpp).
struct PriceSizes {
    double energy = 0;             ///< greatest integral of any site
    std::vector<double> resource;  ///< [r]: of any group

    PriceSizes(const DualLayout& layout, const PriceIntegrals& prices);
    /// Nano-money by which a computed cost of task j may exceed the true one.
    [[nodiscard]] double error(const ProblemView& problem, std::uint32_t task) const;
};

}  // namespace nightwatt
