#include "bound/make_guide.hpp"

#include <omp.h>

#include <cmath>

#include "bound/server_pass.hpp"

namespace nightwatt {

namespace {

/// Keeps the cheapest modes of one task, cheapest first; among equal ones the first.
struct CheapestModes {
    GuideChoice* choices;
    std::uint32_t most;
    std::uint32_t count = 0;

    [[nodiscard]] double limit() const {
        return count < most ? INFINITY : static_cast<double>(choices[most - 1].reduced_nano);
    }
    void operator()(const PricedStart& found) {
        const GuideChoice choice{static_cast<std::int64_t>(std::floor(found.cost_nano)),
                                 found.start_ms, found.group, found.level};
        if (count < most) ++count;
        std::uint32_t at = count - 1;
        while (at > 0 && choices[at - 1].reduced_nano > choice.reduced_nano) {
            choices[at] = choices[at - 1];
            --at;
        }
        choices[at] = choice;
    }
};

}  // namespace

Guide make_guide(const DualFunction& function, std::vector<double> multipliers,
                 std::uint32_t per_task, std::uint32_t threads) {
    function.slots().set_to_rest(multipliers);
    const DualLayout& layout = function.layout();
    const ServerGroups& groups = function.groups();
    const ProblemView& p = function.problem();
    const PriceIntegrals prices = function.integrate(multipliers);
    const PriceView view = prices.view(layout, groups);
    Guide guide;
    guide.per_task = per_task;
    guide.group_of = groups.group_of;
    guide.group_first = groups.group_first;
    guide.group_servers = groups.group_servers;
    guide.groups = groups.groups;
    guide.steps = layout.steps;
    guide.resources = layout.resources;
    guide.step_ms = layout.step_ms;
    const auto step = static_cast<double>(layout.step_ms);
    for (std::size_t row = 0; row < prices.energy.size(); row += layout.stride()) {
        for (std::size_t k = row; k < row + layout.steps; ++k) {
            guide.energy_price.push_back((prices.energy[k + 1] - prices.energy[k]) / step);
        }
    }
    guide.resource_price.assign(
        multipliers.begin(),
        multipliers.begin() + static_cast<std::ptrdiff_t>(layout.relief(0, 0)));
    [[maybe_unused]] const ServerTotals totals =
        schedule_servers(p, layout, groups, prices, p.task_count, threads, &guide.servers);
    guide.choices.assign(std::size_t{p.task_count} * per_task, {INT64_MAX, 0, no_group, 0});
#pragma omp parallel num_threads(static_cast <int>(threads))
    {
        std::vector<double> scratch(TaskPricer::scratch_size(view));
        TaskPricer pricer(p, view, scratch.data());
#pragma omp for schedule(dynamic, 64)
        for (std::int64_t j = 0; j < std::int64_t{p.task_count}; ++j) {
            CheapestModes sink{guide.choices.data() + static_cast<std::size_t>(j) * per_task,
                               per_task};
            pricer.price(static_cast<std::uint32_t>(j), sink);
        }
    }
    return guide;
}

}  // namespace nightwatt
