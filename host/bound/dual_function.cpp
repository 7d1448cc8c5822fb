#include "bound/dual_function.hpp"

#include <algorithm>
#include <cmath>

#include "bound/server_pass.hpp"

namespace nightwatt {

DualFunction::DualFunction(const Problem& problem, std::uint32_t steps_per_slot,
                           std::uint32_t threads, const MakeTaskPass& make_pass)
    : p_(problem.view_at_rest()),
      groups_(problem),
      layout_(p_, groups_, steps_per_slot),
      slots_(problem, layout_),
      threads_(threads),
      pass_(make_pass ? make_pass(p_, layout_, groups_)
                      : make_cpu_pass(p_, layout_, groups_, threads)),
      constant_nano_(least_makespan_nano() - rounding_slack_nano()),
      worst_cost_nano_(problem.worst_cost_nano()),
      need_(layout_.resources) {
    for (std::uint32_t j = 0; j < p_.task_count; ++j) {
        double most_uj = 0;
        for (std::uint32_t m = 0; m < p_.mode_count; ++m) {
            const ModeOption& option = option_of(p_, j, m);
            if (option.run_ms == forbidden_run_ms) continue;
            most_uj = std::max(most_uj, double(option.power_mw) * option.run_ms);
        }
        most_energy_uj_ += most_uj;
        for (std::uint32_t r = 0; r < layout_.resources; ++r) {
            need_[r] += units_of(p_.tasks[j].need, r);
        }
    }
}

/// The plan ends no earlier than any task can.
std::int64_t DualFunction::least_makespan_nano() const {
    if (p_.makespan_weight == 0) return 0;
    std::int64_t latest_ms = 0;
    for (std::uint32_t j = 0; j < p_.task_count; ++j) {
        std::int64_t least_ms = INT64_MAX;
        const std::uint32_t profile = p_.profile[j];
        for (std::uint32_t i = groups_.profile_first[profile];
             i != groups_.profile_first[profile + 1]; ++i) {
            const ServerGroup& group = groups_.groups[groups_.profile_groups[i]];
            const std::int64_t ready_ms = std::max(
                {ready_at(p_, j, group.site), pinned_start_ms(p_, j), group.first_start_ms});
            for (std::uint32_t level = 0; level < group.levels; ++level) {
                const std::uint32_t run_ms = option_of(p_, group, j, level).run_ms;
                if (run_ms != forbidden_run_ms) least_ms = std::min(least_ms, ready_ms + run_ms);
            }
        }
        if (least_ms != INT64_MAX) latest_ms = std::max(latest_ms, least_ms);
    }
    return weighted(std::min(latest_ms, p_.horizon_ms), p_.makespan_weight);
}

/// The planner rounds each amount of money to the nearest nano: a task has at most two (energy,
/// lateness) and causes at most three of its server (idle before a gap, sleep, wake), a server has
/// two more, a slot four.
std::int64_t DualFunction::rounding_slack_nano() const {
    const std::int64_t amounts = 5 * tasks() + 2 * std::int64_t{p_.server_count} +
                                 4 * std::int64_t{p_.site_count} * p_.slot_count;
    return amounts / 2 + 1;
}

PriceIntegrals DualFunction::integrate(const std::vector<double>& x) const {
    PriceIntegrals prices;
    slots_.integrate(x, prices.energy);
    prices.energy_size.assign(layout_.sites, 0);
    for (std::size_t c = 0; c < prices.energy.size(); ++c) {
        double& size = prices.energy_size[c / layout_.stride()];
        size = std::max(size, std::fabs(prices.energy[c]));
    }
    prices.resource.resize(std::size_t{layout_.groups} * layout_.resources * layout_.stride());
    for (std::size_t row = 0; row < std::size_t{layout_.groups} * layout_.resources; ++row) {
        double* const sum = prices.resource.data() + row * layout_.stride();
        const double* const price = x.data() + row * layout_.steps;
        sum[0] = 0;
        for (std::uint32_t k = 0; k < layout_.steps; ++k) {
            sum[k + 1] = sum[k] + price[k] * static_cast<double>(layout_.step_ms);
        }
        sum[layout_.steps + 1] = sum[layout_.steps];
    }
    return prices;
}

/// More than the sum over tasks of what one may pay: their integers must not wrap around.
double DualFunction::most_of_tasks_nano(const PriceIntegrals& prices) const {
    double rate = 0;
    for (std::size_t row = 0; row < prices.energy.size(); row += layout_.stride()) {
        for (std::size_t k = row; k < row + layout_.steps; ++k) {
            rate = std::max(rate, std::fabs(prices.energy[k + 1] - prices.energy[k]));
        }
    }
    double sum = worst_cost_nano_ + most_energy_uj_ * rate / static_cast<double>(layout_.step_ms);
    const PriceSizes sizes(layout_, prices);
    for (std::uint32_t r = 0; r < layout_.resources; ++r) sum += need_[r] * sizes.resource[r];
    return sum * static_cast<double>(tasks()) / std::max(1u, p_.task_count);
}

/// INT64_MIN: integers do not hold it.
std::int64_t DualFunction::certified(const PriceIntegrals& prices, std::int64_t tasks_nano,
                                     std::int64_t servers_nano, double coupling) const {
    constexpr double most_nano = 4e18;
    if (servers_nano == unknown_nano || std::fabs(coupling) > most_nano ||
        most_of_tasks_nano(prices) > most_nano) {
        return INT64_MIN;
    }
    return tasks_nano + servers_nano + static_cast<std::int64_t>(std::floor(coupling)) +
           constant_nano_;
}

DualValue DualFunction::evaluate(const std::vector<double>& x, const TaskSample& sample) const {
    const PriceIntegrals prices = integrate(x);
    const TaskTotals tasks = pass_->price(prices, sample);
    const ServerTotals servers =
        schedule_servers(p_, layout_, groups_, prices, pass_->tasks(), threads_);
    const double coupling = slots_.value(x);
    DualValue result;
    // A sample of every stride-th task stands for all of them.
    const double weight = sample.stride;
    result.value_nano = weight * static_cast<double>(tasks.cost_nano) +
                        static_cast<double>(servers.cost_nano) + coupling;
    result.bound_nano = certified(prices, tasks.cost_nano, servers.cost_nano, coupling);
    result.gradient.assign(layout_.size(), 0);
    for (std::uint32_t g = 0; g < layout_.groups; ++g) {
        for (std::uint32_t r = 0; r < layout_.resources; ++r) {
            const double units = units_of(groups_.groups[g].capacity, r);
            for (std::uint32_t k = 0; k < layout_.steps; ++k) {
                const std::size_t c = layout_.resource(g, r, k);
                result.gradient[c] =
                    weight * static_cast<double>(tasks.held[c]) -
                    units * static_cast<double>(servers.on_ms[std::size_t{g} * layout_.steps + k]);
            }
        }
    }
    std::vector<double> used_uj;
    for (std::size_t c = 0; c < servers.used_uj.size(); ++c) {
        used_uj.push_back(weight * static_cast<double>(tasks.used_uj[c]) +
                          static_cast<double>(servers.used_uj[c]));
    }
    slots_.add_gradient(x, used_uj, result.gradient);
    return result;
}

}  // namespace nightwatt
