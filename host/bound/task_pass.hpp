#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "bound/dual_point.hpp"
#include "kernels/price_task.hpp"

namespace nightwatt {

/// What tasks do under the prices, each for itself.
struct TaskTotals {
    std::int64_t cost_nano = 0;         ///< sum of the least costs, each rounded down
    std::vector<std::int64_t> held;     ///< [layout.resource(g, r, k)]: unit-ms
    std::vector<std::int64_t> used_uj;  ///< [site * steps + k]
};

/// Tasks `first`, first + stride, ...: totals of a sample are scaled up as they are used, not here.
struct TaskSample {
    std::uint32_t first = 0;
    std::uint32_t stride = 1;

    [[nodiscard]] std::uint32_t count(std::uint32_t tasks) const {
        return tasks > first ? (tasks - first + stride - 1) / stride : 0;
    }
};

/// Greatest integrals of prices (kernels/price_task.hpp).
struct PriceSizes {
    double energy = 0;
    std::vector<double> resource;

    PriceSizes(const DualLayout& layout, const PriceIntegrals& prices);
    [[nodiscard]] PriceSizesView view() const { return {energy, resource.data()}; }
};

/// Prices tasks, on the CPU or on a device: the totals are the same, for any number of threads.
class TaskPass {
  public:
    TaskPass() = default;
    TaskPass(const TaskPass&) = delete;
    TaskPass& operator=(const TaskPass&) = delete;
    virtual ~TaskPass() = default;
    /// Tasks whose prices it sums up: more than the problem has, where others price theirs, too.
    [[nodiscard]] virtual std::int64_t tasks() const = 0;
    [[nodiscard]] virtual TaskTotals price(const PriceIntegrals& prices,
                                           const TaskSample& sample) = 0;
};

/// Makes a pass over the tasks of a problem; layout and groups live as long as the pass.
using MakeTaskPass = std::function<std::unique_ptr<TaskPass>(
    const ProblemView& problem, const DualLayout& layout, const ServerGroups& groups)>;

[[nodiscard]] std::unique_ptr<TaskPass> make_cpu_pass(const ProblemView& problem,
                                                      const DualLayout& layout,
                                                      const ServerGroups& groups,
                                                      std::uint32_t threads);

}  // namespace nightwatt
