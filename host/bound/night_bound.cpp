#include "bound/night_bound.hpp"

#include <omp.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "bound/ascent.hpp"
#include "bound/server_pass.hpp"

namespace nightwatt {

namespace {

/// Waiting for each other costs threads more than pricing so few tasks.
std::uint32_t useful_threads(const Problem& problem, std::uint32_t threads) {
    constexpr std::uint32_t tasks_worth_a_thread = 1000;
    return std::clamp(problem.tasks() / tasks_worth_a_thread, 1u, threads);
}

/// Prices change a few times within a typical task, as far as that leaves steps quick: finer ones
/// prove little more. At least once a slot.
std::uint32_t steps_per_slot(const ProblemView& p) {
    constexpr double steps_per_task = 8;
    constexpr double most_prices = 1.5e7;  // that one pass over all tasks looks at
    constexpr double most_steps = 1000;
    std::vector<std::uint32_t> shortest;
    for (std::uint32_t j = 0; j < p.task_count; ++j) {
        const ModeOption* const options = p.options + std::uint64_t{j} * p.mode_count;
        std::uint32_t run_ms = forbidden_run_ms;
        for (std::uint32_t m = 0; m < p.mode_count; ++m) {
            run_ms = std::min(run_ms, options[m].run_ms);
        }
        shortest.push_back(std::max(run_ms, 1u));
    }
    if (shortest.empty()) return 1;
    const auto middle = shortest.begin() + static_cast<std::ptrdiff_t>(shortest.size() / 2);
    std::nth_element(shortest.begin(), middle, shortest.end());
    const double modes = static_cast<double>(p.task_count) * p.mode_count * p.site_count;
    const double steps = std::min({steps_per_task * static_cast<double>(p.horizon_ms) / *middle,
                                   most_prices / modes, most_steps});
    auto count = static_cast<std::uint32_t>(std::max(1.0, steps / p.slot_count));
    while (p.slot_ms % count != 0) --count;
    return count;
}

}  // namespace

class NightBound::State {
  public:
    State(const Problem& problem, std::uint32_t thread_count, double least_gain,
          const MakeTaskPass& make_pass)
        : view(problem.view()),
          threads(useful_threads(problem, thread_count)),
          function(problem, steps_per_slot(problem.view()), threads, make_pass),
          ascent(function, least_gain) {}

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

NightBound::NightBound(const Problem& problem, std::uint32_t threads, double least_gain,
                       const MakeTaskPass& make_pass)
    : state_(std::make_unique<State>(problem, threads, least_gain, make_pass)) {}

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

BoundState NightBound::state() const {
    BoundStateWriter writer;
    Ascent::visit_state(state_->ascent, writer);
    return writer.take();
}

void NightBound::restore(const BoundState& state) {
    BoundStateReader reader(state);
    Ascent::visit_state(state_->ascent, reader);
    reader.finish();
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
