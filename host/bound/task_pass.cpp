#include "bound/task_pass.hpp"

#include <omp.h>

#include <algorithm>
#include <cmath>

namespace nightwatt {

namespace {

void add_all(std::vector<std::int64_t>& sum, const std::vector<std::int64_t>& more) {
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += more[i];
}

/// Amounts by step, and the memory behind them.
struct Amounts {
    std::vector<std::int64_t> held;
    std::vector<std::int64_t> held_change;
    std::vector<std::int64_t> used_uj;
    std::vector<std::int64_t> used_change;

    explicit Amounts(const DualLayout& layout)
        : held(layout.relief(0, 0), 0),
          held_change(held.size(), 0),
          used_uj(std::size_t{layout.sites} * layout.steps, 0),
          used_change(used_uj.size(), 0) {}

    [[nodiscard]] StepAmounts<OwnAdd> view(const DualLayout& layout) {
        return {held.data(),        held_change.data(), used_uj.data(),
                used_change.data(), layout.steps,       layout.step_ms};
    }
    void add(const Amounts& more) {
        add_all(held, more.held);
        add_all(held_change, more.held_change);
        add_all(used_uj, more.used_uj);
        add_all(used_change, more.used_change);
    }
};

class CpuPass final : public TaskPass {
  public:
    CpuPass(const ProblemView& problem, const DualLayout& layout, const ServerGroups& groups,
            std::uint32_t threads)
        : p_(problem), layout_(layout), groups_(groups), threads_(static_cast<int>(threads)) {}

    [[nodiscard]] std::int64_t tasks() const override { return p_.task_count; }
    [[nodiscard]] TaskTotals price(const PriceIntegrals& prices,
                                   const TaskSample& sample) override {
        const PriceView view = prices.view(layout_, groups_);
        const PriceSizes sizes(layout_, prices);
        constexpr int share = 64;
        const std::int64_t count = sample.count(p_.task_count);
        Amounts sum(layout_);
        std::int64_t cost_nano = 0;
        // No more threads than there are shares of the tasks.
        const int threads = static_cast<int>(std::clamp<std::int64_t>(
            (count + share - 1) / share, 1, static_cast<std::int64_t>(threads_)));
#pragma omp parallel num_threads(threads) reduction(+ : cost_nano)
        {
            std::vector<double> scratch(TaskPricer::scratch_size(view));
            TaskPricer pricer(p_, view, scratch.data());
            Amounts own(layout_);
#pragma omp for schedule(dynamic, share)
            for (std::int64_t n = 0; n < count; ++n) {
                const auto task = sample.first + static_cast<std::uint32_t>(n) * sample.stride;
                cost_nano += price_task(p_, view, sizes.view(), task, pricer, own.view(layout_));
            }
#pragma omp critical
            sum.add(own);
        }
        for (std::size_t row = 0; row < sum.held.size(); row += layout_.steps) {
            settle_steps(sum.held.data() + row, sum.held_change.data() + row, layout_.steps,
                         layout_.step_ms);
        }
        for (std::size_t row = 0; row < sum.used_uj.size(); row += layout_.steps) {
            settle_steps(sum.used_uj.data() + row, sum.used_change.data() + row, layout_.steps,
                         layout_.step_ms);
        }
        return {cost_nano, std::move(sum.held), std::move(sum.used_uj)};
    }

  private:
    ProblemView p_;
    const DualLayout& layout_;
    const ServerGroups& groups_;
    int threads_;
};

}  // namespace

PriceSizes::PriceSizes(const DualLayout& layout, const PriceIntegrals& prices)
    : resource(layout.resources, 0) {
    for (const double e : prices.energy) energy = std::max(energy, std::fabs(e));
    for (std::size_t row = 0; row < prices.resource.size(); row += layout.stride()) {
        double& greatest = resource[row / layout.stride() % layout.resources];
        greatest = std::max(greatest, prices.resource[row + layout.steps]);
    }
}

std::unique_ptr<TaskPass> make_cpu_pass(const ProblemView& problem, const DualLayout& layout,
                                        const ServerGroups& groups, std::uint32_t threads) {
    return std::make_unique<CpuPass>(problem, layout, groups, threads);
}

}  // namespace nightwatt
