#include "bound/night_bound.hpp"

#include <omp.h>

#include <algorithm>
#include <cmath>

#include "bound/ascent.hpp"
#include "bound/server_pass.hpp"

namespace nightwatt {

namespace {

/// Waiting for each other costs threads more than pricing so few tasks.
std::uint32_t useful_threads(const Problem& problem, std::uint32_t threads) {
    constexpr std::uint32_t tasks_worth_a_thread = 1000;
    return std::clamp(problem.tasks() / tasks_worth_a_thread, 1u, threads);
}

}  // namespace

class NightBound::State {
  public:
    State(const Problem& problem, std::uint32_t thread_count)
        : view(problem.view()),
          threads(useful_threads(problem, thread_count)),
          function(problem, 1, threads),
          ascent(function) {}

    ProblemView view;
    std::uint32_t threads;
    DualFunction function;
    Ascent ascent;
};

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

NightBound::NightBound(const Problem& problem, std::uint32_t threads)
    : state_(std::make_unique<State>(problem, threads)) {}

NightBound::~NightBound() = default;

bool NightBound::advance() {
    return state_->ascent.step();
}

void NightBound::certify() {
    state_->ascent.certify();
}

LowerBound NightBound::bound() const {
    return {state_->ascent.bound_nano(), state_->ascent.steps(), "prices by slot"};
}

std::optional<Guide> NightBound::guide(std::uint32_t per_task) const {
    const DualFunction& function = state_->function;
    const DualLayout& layout = function.layout();
    const ServerGroups& groups = function.groups();
    const ProblemView& p = state_->view;
    const PriceIntegrals prices = function.integrate(state_->ascent.best());
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
        state_->ascent.best().begin(),
        state_->ascent.best().begin() + static_cast<std::ptrdiff_t>(layout.relief(0, 0)));
    [[maybe_unused]] const ServerTotals totals =
        schedule_servers(p, layout, groups, prices, state_->threads, &guide.servers);
    guide.choices.assign(std::size_t{p.task_count} * per_task, {INT64_MAX, 0, no_group, 0});
#pragma omp parallel num_threads(static_cast <int>(state_->threads))
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
