#include "bound/dual_scales.hpp"

#include <algorithm>
#include <cmath>

namespace nightwatt {

namespace {

/// Mean idle power of a group's servers.
double idle_of(const ProblemView& p, const ServerGroups& groups, std::uint32_t g) {
    double sum_mw = 0;
    for (std::uint32_t n = groups.group_first[g]; n != groups.group_first[g + 1]; ++n) {
        sum_mw += p.servers[groups.group_servers[n]].idle_mw;
    }
    return sum_mw / groups.groups[g].servers;
}

/// What tasks ask for, if each spreads evenly over the groups that it may use.
struct Demand {
    std::vector<double> server_ms;  ///< [group * resources + r]: in servers full of resource r
    std::vector<double> most_ms;    ///< [group]: of any resource
    std::vector<double> group_uj;   ///< [group]: drawn by tasks
    std::vector<double> owed_nano;  ///< [group]: if each task were late by its runtime
    std::vector<double> site_uj;    ///< [site]: drawn by tasks and idle servers

    explicit Demand(const DualFunction& function);
};

Demand::Demand(const DualFunction& function) {
    const ProblemView& p = function.problem();
    const ServerGroups& groups = function.groups();
    const std::uint32_t resources = function.layout().resources;
    // Tasks that each one stands for.
    const double tasks =
        static_cast<double>(function.tasks()) / std::max<std::uint32_t>(p.task_count, 1);
    server_ms.assign(std::size_t{groups.count()} * resources, 0);
    most_ms.assign(groups.count(), 0);
    group_uj.assign(groups.count(), 0);
    owed_nano.assign(groups.count(), 0);
    site_uj.assign(p.site_count, 0);
    for (std::uint32_t j = 0; j < p.task_count; ++j) {
        const TaskFacts& facts = p.tasks[j];
        const std::uint32_t first = groups.profile_first[p.profile[j]];
        const std::uint32_t last = groups.profile_first[p.profile[j] + 1];
        for (std::uint32_t i = first; i != last; ++i) {
            const std::uint32_t g = groups.profile_groups[i];
            const ServerGroup& group = groups.groups[g];
            const ModeOption option = option_of(p, j, group.first_mode);
            if (option.run_ms == forbidden_run_ms) continue;
            const double ms = tasks * static_cast<double>(option.run_ms) / (last - first);
            group_uj[g] += ms * option.power_mw;
            if (facts.deadline_ms != no_deadline_ms) {
                owed_nano[g] += ms * per_ms(facts.tardiness_weight);
            }
            for (std::uint32_t r = 0; r < resources; ++r) {
                const double units = std::max(1u, units_of(group.capacity, r));
                server_ms[g * resources + r] += units_of(facts.need, r) / units * ms;
            }
        }
    }
    for (std::uint32_t g = 0; g < groups.count(); ++g) {
        for (std::uint32_t r = 0; r < resources; ++r) {
            most_ms[g] = std::max(most_ms[g], server_ms[g * resources + r]);
        }
        site_uj[groups.groups[g].site] += group_uj[g] + most_ms[g] * idle_of(p, groups, g);
    }
}

void scale_resources(const DualFunction& f, const Demand& demand, DualScales& scales) {
    const DualLayout& layout = f.layout();
    const double rate = f.slots().rate_scale_nano();
    for (std::uint32_t g = 0; g < layout.groups; ++g) {
        const ServerGroup& group = f.groups().groups[g];
        const double filled_ms = std::max(demand.most_ms[g], 1.0);
        double per_server = rate * std::max(idle_of(f.problem(), f.groups(), g),
                                            0.1 * demand.group_uj[g] / filled_ms);
        if (per_server == 0) per_server = 0.001 * demand.owed_nano[g] / filled_ms;
        for (std::uint32_t r = 0; r < layout.resources; ++r) {
            const double units = std::max(1u, units_of(group.capacity, r));
            for (std::uint32_t k = 0; k < layout.steps; ++k) {
                const std::size_t c = layout.resource(g, r, k);
                scales.price[c] = std::max(per_server, 1e-3) / units;
                scales.violation[c] = units * group.servers * static_cast<double>(layout.step_ms);
            }
        }
    }
}

void scale_sites(const DualFunction& f, DualScales& scales) {
    const ProblemView& p = f.problem();
    const DualLayout& layout = f.layout();
    const double rate = f.slots().rate_scale_nano();
    std::vector<double> site_mw(layout.sites, 1);
    for (std::uint32_t i = 0; i < p.server_count; ++i) {
        site_mw[p.servers[i].site] += 3.0 * p.servers[i].idle_mw;
    }
    double all_mw = 0;
    for (std::uint32_t s = 0; s < layout.sites; ++s) {
        all_mw += site_mw[s];
        const double uj = site_mw[s] * static_cast<double>(p.slot_ms);
        for (std::uint32_t t = 0; t < layout.slots; ++t) {
            scales.price[layout.relief(s, t)] = rate;
            scales.violation[layout.relief(s, t)] = uj;
            scales.price[layout.peak(s, t)] = 1.0 / layout.slots;
            scales.violation[layout.peak(s, t)] = uj * rate;
        }
    }
    scales.price[layout.cap()] = rate;
    scales.violation[layout.cap()] = all_mw * static_cast<double>(p.horizon_ms);
}

std::vector<double> first_multipliers(const DualFunction& f, const Demand& demand) {
    const ProblemView& p = f.problem();
    const DualLayout& layout = f.layout();
    std::vector<double> x(layout.size(), 0);
    for (std::size_t row = 0; layout.coupled && row < std::size_t{layout.sites} * layout.slots;
         ++row) {
        const double needed_uj = demand.site_uj[row / layout.slots] / layout.slots;
        const double free_uj = static_cast<double>(p.limits[row].renewable_uj);
        const double rate = std::ldexp(static_cast<double>(p.tariff[row].rate), -rate_shift);
        x[layout.relief(0, row)] = rate * (free_uj >= needed_uj ? 1 : free_uj / needed_uj);
    }
    f.slots().project(x);
    std::vector<double> energy;
    f.slots().integrate(x, energy);
    for (std::uint32_t g = 0; g < layout.groups; ++g) {
        const double* const asked = demand.server_ms.data() + std::size_t{g} * layout.resources;
        double total = 0;
        for (std::uint32_t r = 0; r < layout.resources; ++r) total += asked[r] * asked[r];
        if (total == 0) continue;
        const ServerGroup& group = f.groups().groups[g];
        const double* const integral = energy.data() + group.site * layout.stride();
        const double idle_mw = idle_of(p, f.groups(), g);
        for (std::uint32_t r = 0; r < layout.resources; ++r) {
            const double share = asked[r] * asked[r] / total;
            const double units = std::max(1u, units_of(group.capacity, r));
            for (std::uint32_t k = 0; k < layout.steps; ++k) {
                const double rate =
                    (integral[k + 1] - integral[k]) / static_cast<double>(layout.step_ms);
                x[layout.resource(g, r, k)] = std::max(rate, 0.0) * idle_mw / units * share;
            }
        }
    }
    return x;
}

}  // namespace

DualScales::DualScales(const DualFunction& function)
    : price(function.layout().size(), 1), violation(price) {
    const Demand demand(function);
    scale_resources(function, demand, *this);
    if (function.layout().coupled) scale_sites(function, *this);
    start = first_multipliers(function, demand);
}

}  // namespace nightwatt
