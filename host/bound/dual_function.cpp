#include "bound/dual_function.hpp"

#include <algorithm>
#include <cmath>

#include "bound/server_pass.hpp"

namespace nightwatt {

DualFunction::DualFunction(const Problem& problem, std::uint32_t steps_per_slot,
                           std::uint32_t threads)
    : p_(problem.view()),
      groups_(problem),
      layout_(p_, groups_, steps_per_slot),
      slots_(problem, layout_),
      threads_(threads),
      constant_nano_(least_makespan_nano() - rounding_slack_nano()) {}

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
            std::int64_t ready_ms = p_.tasks[j].release_ms;
            if (p_.ready_ms != nullptr) {
                ready_ms = p_.ready_ms[std::uint64_t{j} * p_.site_count + group.site];
            }
            if (p_.pin_start_ms != nullptr) ready_ms = std::max(ready_ms, p_.pin_start_ms[j]);
            ready_ms = std::max(ready_ms, group.first_start_ms);
            for (std::uint32_t level = 0; level < group.levels; ++level) {
                const std::uint32_t run_ms =
                    p_.options[std::uint64_t{j} * p_.mode_count + group.first_mode + level].run_ms;
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
    const std::int64_t amounts = 5 * std::int64_t{p_.task_count} +
                                 2 * std::int64_t{p_.server_count} +
                                 4 * std::int64_t{p_.site_count} * p_.slot_count;
    return amounts / 2 + 1;
}

PriceIntegrals DualFunction::integrate(const std::vector<double>& x) const {
    PriceIntegrals prices;
    slots_.integrate(x, prices.energy);
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

DualValue DualFunction::evaluate(const std::vector<double>& x, const TaskSample& sample) const {
    const PriceIntegrals prices = integrate(x);
    const TaskTotals tasks = price_tasks(p_, layout_, groups_, prices, sample, threads_);
    const ServerTotals servers = schedule_servers(p_, layout_, groups_, prices, threads_);
    const double coupling = slots_.value(x);
    DualValue result;
    // A sample of every stride-th task stands for all of them.
    const double weight = sample.stride;
    result.value_nano = weight * static_cast<double>(tasks.cost_nano) +
                        static_cast<double>(servers.cost_nano) + coupling;
    result.bound_nano = tasks.cost_nano + servers.cost_nano +
                        static_cast<std::int64_t>(std::floor(coupling)) + constant_nano_;
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
    std::vector<std::int64_t> used = servers.used_uj;
    for (std::size_t c = 0; c < used.size(); ++c) used[c] += sample.stride * tasks.used_uj[c];
    slots_.add_gradient(x, used, result.gradient);
    return result;
}

std::vector<double> DualFunction::violation_scales() const {
    std::vector<double> scales(layout_.size(), 1);
    std::vector<double> site_mw(layout_.sites, 1);
    for (std::uint32_t g = 0; g < layout_.groups; ++g) {
        for (std::uint32_t r = 0; r < layout_.resources; ++r) {
            const double units = std::max(1u, units_of(groups_.groups[g].capacity, r));
            for (std::uint32_t k = 0; k < layout_.steps; ++k) {
                scales[layout_.resource(g, r, k)] =
                    units * groups_.groups[g].servers * static_cast<double>(layout_.step_ms);
            }
        }
    }
    if (!layout_.coupled) return scales;
    for (std::uint32_t i = 0; i < p_.server_count; ++i) {
        site_mw[p_.servers[i].site] += 3.0 * p_.servers[i].idle_mw;
    }
    double all_mw = 0;
    for (std::uint32_t s = 0; s < layout_.sites; ++s) {
        all_mw += site_mw[s];
        for (std::uint32_t t = 0; t < layout_.slots; ++t) {
            const double uj = site_mw[s] * static_cast<double>(p_.slot_ms);
            scales[layout_.relief(s, t)] = uj;
            scales[layout_.peak(s, t)] = uj * slots_.rate_scale_nano();
        }
    }
    scales[layout_.cap()] = all_mw * static_cast<double>(p_.horizon_ms);
    return scales;
}

std::vector<double> DualFunction::price_scales() const {
    std::vector<double> scales(layout_.size(), 1);
    for (std::uint32_t g = 0; g < layout_.groups; ++g) {
        const double per_server = std::max(mean_idle_mw(g) * slots_.rate_scale_nano(), 1e-3);
        for (std::uint32_t r = 0; r < layout_.resources; ++r) {
            const double units = std::max(1u, units_of(groups_.groups[g].capacity, r));
            for (std::uint32_t k = 0; k < layout_.steps; ++k) {
                scales[layout_.resource(g, r, k)] = per_server / units;
            }
        }
    }
    if (!layout_.coupled) return scales;
    for (std::uint32_t s = 0; s < layout_.sites; ++s) {
        for (std::uint32_t t = 0; t < layout_.slots; ++t) {
            scales[layout_.relief(s, t)] = slots_.rate_scale_nano();
            scales[layout_.peak(s, t)] = 1.0 / layout_.slots;
        }
    }
    scales[layout_.cap()] = slots_.rate_scale_nano();
    return scales;
}

/// What a group's tasks ask for, if every task spreads evenly over the groups that it may use.
struct DualFunction::Demand {
    std::vector<double> server_ms;  ///< [group * resources + r]: in servers full of resource r
    std::vector<double> site_uj;    ///< [site]: tasks and idle servers

    explicit Demand(const DualFunction& f)
        : server_ms(std::size_t{f.layout_.groups} * f.layout_.resources, 0),
          site_uj(f.layout_.sites, 0) {
        const ProblemView& p = f.p_;
        const ServerGroups& groups = f.groups_;
        for (std::uint32_t j = 0; j < p.task_count; ++j) {
            const std::uint32_t first = groups.profile_first[p.profile[j]];
            const std::uint32_t last = groups.profile_first[p.profile[j] + 1];
            for (std::uint32_t i = first; i != last; ++i) {
                const std::uint32_t g = groups.profile_groups[i];
                const ServerGroup& group = groups.groups[g];
                const ModeOption option =
                    p.options[std::uint64_t{j} * p.mode_count + group.first_mode];
                if (option.run_ms == forbidden_run_ms) continue;
                const double ms = static_cast<double>(option.run_ms) / (last - first);
                site_uj[group.site] += ms * option.power_mw;
                for (std::uint32_t r = 0; r < f.layout_.resources; ++r) {
                    const double units = std::max(1u, units_of(group.capacity, r));
                    server_ms[g * f.layout_.resources + r] +=
                        units_of(p.tasks[j].need, r) / units * ms;
                }
            }
        }
        for (std::uint32_t g = 0; g < groups.count(); ++g) {
            double most_ms = 0;
            for (std::uint32_t r = 0; r < f.layout_.resources; ++r) {
                most_ms = std::max(most_ms, server_ms[g * f.layout_.resources + r]);
            }
            site_uj[groups.groups[g].site] += most_ms * f.mean_idle_mw(g);
        }
    }
};

double DualFunction::mean_idle_mw(std::uint32_t g) const {
    double sum_mw = 0;
    for (std::uint32_t n = groups_.group_first[g]; n != groups_.group_first[g + 1]; ++n) {
        sum_mw += p_.servers[groups_.group_servers[n]].idle_mw;
    }
    return sum_mw / groups_.groups[g].servers;
}

std::vector<double> DualFunction::start() const {
    std::vector<double> x(layout_.size(), 0);
    const Demand demand(*this);
    for (std::size_t row = 0; layout_.coupled && row < std::size_t{layout_.sites} * layout_.slots;
         ++row) {
        // Free power relieves the rate by the share of the demand that it meets.
        const double needed_uj = demand.site_uj[row / layout_.slots] / layout_.slots;
        const double free_uj = static_cast<double>(p_.limits[row].renewable_uj);
        const double rate = std::ldexp(static_cast<double>(p_.tariff[row].rate), -rate_shift);
        x[layout_.relief(0, row)] = rate * (free_uj >= needed_uj ? 1 : free_uj / needed_uj);
    }
    slots_.project(x);
    std::vector<double> energy;
    slots_.integrate(x, energy);
    for (std::uint32_t g = 0; g < layout_.groups; ++g) {
        double total = 0;
        for (std::uint32_t r = 0; r < layout_.resources; ++r) {
            const double d = demand.server_ms[g * layout_.resources + r];
            total += d * d;
        }
        if (total == 0) continue;
        const ServerGroup& group = groups_.groups[g];
        const double* const integral = energy.data() + group.site * layout_.stride();
        const double idle_mw = mean_idle_mw(g);
        for (std::uint32_t r = 0; r < layout_.resources; ++r) {
            const double d = demand.server_ms[g * layout_.resources + r];
            const double units = std::max(1u, units_of(group.capacity, r));
            for (std::uint32_t k = 0; k < layout_.steps; ++k) {
                const double rate =
                    (integral[k + 1] - integral[k]) / static_cast<double>(layout_.step_ms);
                x[layout_.resource(g, r, k)] =
                    std::max(rate, 0.0) * idle_mw / units * (d * d / total);
            }
        }
    }
    return x;
}

}  // namespace nightwatt
