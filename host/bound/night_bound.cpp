#include "bound/night_bound.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "bound/ascent.hpp"
#include "bound/make_guide.hpp"

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
        std::uint32_t run_ms = forbidden_run_ms;
        for (std::uint32_t m = 0; m < p.mode_count; ++m) {
            run_ms = std::min(run_ms, option_of(p, j, m).run_ms);
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
    return make_guide(state_->function, state_->ascent.best(), per_task, state_->threads);
}

NightPrices NightBound::prices() const {
    return {state_->function.layout().steps_per_slot, state_->ascent.best()};
}

}  // namespace nightwatt
