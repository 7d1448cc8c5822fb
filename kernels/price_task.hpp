#pragma once

#include <cmath>

#include "kernels/coupling.hpp"
#include "kernels/pricing.hpp"

namespace nightwatt {

/// Keeps the cheapest start; among equal ones the first.
struct CheapestStart {
    PricedStart best{INFINITY, 0, no_group_yet, 0};
    static constexpr std::uint32_t no_group_yet = 0xFFFFFFFFu;
    [[nodiscard]] HOST_DEVICE double limit() const { return best.cost_nano; }
    HOST_DEVICE void operator()(const PricedStart& found) { best = found; }
};

/// Greatest integrals of prices: what bounds the rounding of a cost.
struct PriceSizesView {
    double energy;           ///< of any site
    const double* resource;  ///< [resource]: of any group
};

/// Nano-money by which the cost that TaskPricer computes may exceed the true one. A cost is made of
/// fewer than 32 rounded operations, each of whose results is at most the sum of all amounts:
/// powers and needs times integrals, lateness, transfer. So 2^-53 * 32 of that sum would do; the
/// integrals themselves may be off by 2^-53 where they stand for exact tariffs.
HOST_DEVICE inline double pricing_error_nano(const ProblemView& p, std::uint32_t resources,
                                             const PriceSizesView& sizes, std::uint32_t task) {
    constexpr double error = 1.0 / (std::int64_t{1} << 46);
    const TaskFacts& facts = p.tasks[task];
    double power = 0;
    for (std::uint32_t m = 0; m < p.mode_count; ++m) {
        const double mode = option_of(p, task, m).power_mw;
        power = mode > power ? mode : power;
    }
    double size = power * sizes.energy;
    for (std::uint32_t r = 0; r < resources; ++r) {
        size = size + units_of(facts.need, r) * sizes.resource[r];
    }
    if (facts.deadline_ms != no_deadline_ms) {
        size = size + per_ms(facts.tardiness_weight) *
                          static_cast<double>(p.horizon_ms + larger(0, -facts.deadline_ms));
    }
    for (std::uint32_t s = 0; p.transfer_nano != nullptr && s < p.site_count; ++s) {
        const std::int64_t nano = p.transfer_nano[std::uint64_t{task} * p.site_count + s];
        size = size + static_cast<double>(nano < 0 ? -nano : nano);
    }
    return size * error;
}

/// What tasks hold and draw by step, gathered from edges as SlotMeter does: an interval costs two
/// edges, however long it is. The sums over steps are made once a row.
template <class Add>
struct StepAmounts {
    std::int64_t* held;         ///< [(group * resources + r) * steps + k]: unit-ms
    std::int64_t* held_change;  ///< units from this step on
    std::int64_t* used_uj;      ///< [site * steps + k]
    std::int64_t* used_change;
    std::uint32_t steps;
    std::int64_t step_ms;

    HOST_DEVICE void hold(std::uint64_t row, std::int64_t units, std::int64_t from_ms,
                          std::int64_t to_ms) const {
        edge(held + row * steps, held_change + row * steps, units, from_ms);
        edge(held + row * steps, held_change + row * steps, -units, to_ms);
    }
    HOST_DEVICE void draw(std::uint64_t site, std::int64_t power_mw, std::int64_t from_ms,
                          std::int64_t to_ms) const {
        edge(used_uj + site * steps, used_change + site * steps, power_mw, from_ms);
        edge(used_uj + site * steps, used_change + site * steps, -power_mw, to_ms);
    }

  private:
    HOST_DEVICE void edge(std::int64_t* amount, std::int64_t* change, std::int64_t rate,
                          std::int64_t t_ms) const {
        const std::int64_t k = t_ms / step_ms;
        if (k >= steps) return;
        Add::add(amount[k], rate * (step_ms * (k + 1) - t_ms));
        if (k + 1 < steps) Add::add(change[k + 1], rate);
    }
};

/// One task under the prices: enters what its cheapest start holds and draws, and returns its cost,
/// lowered by what rounding can lift it, rounded down. 0 where it may start nowhere.
template <class Add>
HOST_DEVICE std::int64_t price_task(const ProblemView& p, const PriceView& prices,
                                    const PriceSizesView& sizes, std::uint32_t task,
                                    TaskPricer& pricer, const StepAmounts<Add>& amounts) {
    CheapestStart sink;
    pricer.price(task, sink);
    const PricedStart& best = sink.best;
    if (best.group == CheapestStart::no_group_yet) return 0;
    const ServerGroup& group = prices.groups[best.group];
    const ModeOption option = option_of(p, group, task, best.level);
    const std::int64_t end_ms = best.start_ms + option.run_ms;
    for (std::uint32_t r = 0; r < prices.resources; ++r) {
        const std::uint32_t units = units_of(p.tasks[task].need, r);
        if (units == 0) continue;
        amounts.hold(std::uint64_t{best.group} * prices.resources + r, units, best.start_ms,
                     end_ms);
    }
    amounts.draw(group.site, option.power_mw, best.start_ms, end_ms);
    return static_cast<std::int64_t>(
        floor(best.cost_nano - pricing_error_nano(p, prices.resources, sizes, task)));
}

}  // namespace nightwatt
