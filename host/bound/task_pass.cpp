#include "bound/task_pass.hpp"

#include <omp.h>

#include <algorithm>
#include <cmath>

namespace nightwatt {

namespace {

/// Keeps the cheapest start; among equal ones the first.
struct CheapestStart {
    PricedStart best{INFINITY, 0, no_group_yet, 0};
    static constexpr std::uint32_t no_group_yet = 0xFFFFFFFFu;
    [[nodiscard]] double limit() const { return best.cost_nano; }
    void operator()(const PricedStart& found) { best = found; }
};

/// Amounts by step, gathered from edges as SlotMeter does: an interval costs two edges, however
/// long it is.
class StepMeter {
  public:
    StepMeter(std::uint32_t steps, std::int64_t step_ms, std::int64_t* edge, std::int64_t* change)
        : steps_(steps), step_ms_(step_ms), edge_(edge), change_(change) {}

    void add(std::int64_t rate, std::int64_t from_ms, std::int64_t to_ms) {
        edge(rate, from_ms);
        edge(-rate, to_ms);
    }

  private:
    void edge(std::int64_t rate, std::int64_t t_ms) {
        const std::int64_t k = t_ms / step_ms_;
        if (k >= steps_) return;
        edge_[k] += rate * (step_ms_ * (k + 1) - t_ms);
        if (k + 1 < steps_) change_[k + 1] += rate;
    }
    std::int64_t steps_;
    std::int64_t step_ms_;
    std::int64_t* edge_;
    std::int64_t* change_;
};

/// Rows of edges and changes to amounts by step.
void settle(std::vector<std::int64_t>& edges, const std::vector<std::int64_t>& changes,
            std::size_t steps, std::int64_t step_ms) {
    for (std::size_t row = 0; row < edges.size(); row += steps) {
        std::int64_t level = 0;
        for (std::size_t k = row; k < row + steps; ++k) {
            level += changes[k];
            edges[k] += level * step_ms;
        }
    }
}

void add_all(std::vector<std::int64_t>& sum, const std::vector<std::int64_t>& more) {
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += more[i];
}

}  // namespace

PriceSizes::PriceSizes(const DualLayout& layout, const PriceIntegrals& prices)
    : resource(layout.resources, 0) {
    for (const double e : prices.energy) energy = std::max(energy, std::fabs(e));
    for (std::size_t row = 0; row < prices.resource.size(); row += layout.stride()) {
        double& greatest = resource[row / layout.stride() % layout.resources];
        greatest = std::max(greatest, prices.resource[row + layout.steps]);
    }
}

/// A cost is made of fewer than 32 rounded operations, each of whose results is at most the sum of
/// all amounts: powers and needs times integrals, lateness, transfer. So 2^-53 * 32 of that sum
/// would do; the integrals themselves may be off by 2^-53 where they stand for exact tariffs.
double PriceSizes::error(const ProblemView& p, std::uint32_t task) const {
    const TaskFacts& facts = p.tasks[task];
    double power = 0;
    for (std::uint32_t m = 0; m < p.mode_count; ++m) {
        const ModeOption& option = p.options[std::uint64_t{task} * p.mode_count + m];
        power = std::max(power, static_cast<double>(option.power_mw));
    }
    double size = power * energy;
    for (std::uint32_t r = 0; r < resource.size(); ++r) {
        size += units_of(facts.need, r) * resource[r];
    }
    if (facts.deadline_ms != no_deadline_ms) {
        size += std::ldexp(static_cast<double>(facts.tardiness_weight), -weight_shift) *
                static_cast<double>(p.horizon_ms + std::max<std::int64_t>(0, -facts.deadline_ms));
    }
    for (std::uint32_t s = 0; p.transfer_nano != nullptr && s < p.site_count; ++s) {
        size +=
            std::fabs(static_cast<double>(p.transfer_nano[std::uint64_t{task} * p.site_count + s]));
    }
    return std::ldexp(size, -46);
}

TaskTotals price_tasks(const ProblemView& p, const DualLayout& layout, const ServerGroups& groups,
                       const PriceIntegrals& prices, const TaskSample& sample,
                       std::uint32_t threads) {
    const PriceView view = prices.view(layout, groups);
    const PriceSizes sizes(layout, prices);
    TaskTotals totals;
    totals.held.assign(layout.relief(0, 0), 0);
    totals.used_uj.assign(std::size_t{layout.sites} * layout.steps, 0);
    std::vector<std::int64_t> held_change(totals.held.size(), 0);
    std::vector<std::int64_t> used_change(totals.used_uj.size(), 0);
    std::int64_t cost_nano = 0;
    const std::int64_t count =
        p.task_count > sample.first
            ? (p.task_count - sample.first + sample.stride - 1) / sample.stride
            : 0;
#pragma omp parallel num_threads(static_cast <int>(threads)) reduction(+ : cost_nano)
    {
        std::vector<double> scratch(TaskPricer::scratch_size(view));
        TaskPricer pricer(p, view, scratch.data());
        std::vector<std::int64_t> held(totals.held.size(), 0);
        std::vector<std::int64_t> used(totals.used_uj.size(), 0);
        std::vector<std::int64_t> my_held_change(held.size(), 0);
        std::vector<std::int64_t> my_used_change(used.size(), 0);
#pragma omp for schedule(dynamic, 64)
        for (std::int64_t n = 0; n < count; ++n) {
            const auto j = sample.first + static_cast<std::uint32_t>(n) * sample.stride;
            CheapestStart sink;
            pricer.price(j, sink);
            const PricedStart& best = sink.best;
            if (best.group == CheapestStart::no_group_yet) continue;
            cost_nano += static_cast<std::int64_t>(std::floor(best.cost_nano - sizes.error(p, j)));
            const ServerGroup& group = view.groups[best.group];
            const ModeOption option =
                p.options[std::uint64_t{j} * p.mode_count + group.first_mode + best.level];
            const std::int64_t end_ms = best.start_ms + option.run_ms;
            for (std::uint32_t r = 0; r < layout.resources; ++r) {
                const std::uint32_t units = units_of(p.tasks[j].need, r);
                if (units == 0) continue;
                const std::size_t row = layout.resource(best.group, r, 0);
                StepMeter(layout.steps, layout.step_ms, held.data() + row,
                          my_held_change.data() + row)
                    .add(units, best.start_ms, end_ms);
            }
            const std::size_t row = std::size_t{group.site} * layout.steps;
            StepMeter(layout.steps, layout.step_ms, used.data() + row, my_used_change.data() + row)
                .add(option.power_mw, best.start_ms, end_ms);
        }
#pragma omp critical
        {
            add_all(totals.held, held);
            add_all(totals.used_uj, used);
            add_all(held_change, my_held_change);
            add_all(used_change, my_used_change);
        }
    }
    settle(totals.held, held_change, layout.steps, layout.step_ms);
    settle(totals.used_uj, used_change, layout.steps, layout.step_ms);
    totals.cost_nano = cost_nano;
    return totals;
}

}  // namespace nightwatt
