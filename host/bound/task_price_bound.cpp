#include "bound/task_price_bound.hpp"

#include <algorithm>

namespace nightwatt {

namespace {

/// Subgradient steps in a step of the bound: each takes well under a millisecond.
constexpr int climbs_a_step = 16;

}  // namespace

bool TaskPriceBound::advance() {
    if (!tasks_) {
        for (int k = 0; k < climbs_a_step; ++k) {
            if (servers_.advance()) continue;
            servers_.certify();
            begin_tasks();
            break;
        }
        return true;
    }
    bool more = false;
    for (int k = 0; k < climbs_a_step; ++k) more = tasks_->advance() || more;
    return more;
}

void TaskPriceBound::certify() {
    if (!tasks_) servers_.certify();
}

LowerBound TaskPriceBound::bound() const {
    LowerBound bound = servers_.bound();
    if (!tasks_) return bound;
    return {std::max(bound.cost_nano, tasks_->bound_nano()), bound.steps + tasks_->steps(),
            "prices by task"};
}

BoundState TaskPriceBound::state() const {
    BoundStateWriter writer;
    visit_state(*this, writer);
    return writer.take();
}

void TaskPriceBound::restore(const BoundState& state) {
    BoundStateReader reader(state);
    visit_state(*this, reader);
    reader.finish();
}

}  // namespace nightwatt
