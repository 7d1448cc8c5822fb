#include "commands/plan_bound.hpp"

#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "commands/money.hpp"
#include "log.hpp"

namespace nightwatt {

void PlanBound::raise(std::unique_ptr<BoundMethod> method,
                      const std::function<bool(const LowerBound&)>& stop, const BoundState* from) {
    method_ = std::move(method);
    if (from != nullptr && !from->whole.empty()) method_->restore(*from);
    proven_ = raise_bound(*method_, stop);
}

void PlanBound::only_plan(const Score& score) {
    proven_.cost_nano = score.cost_nano;
    proven_.method = "there is only one plan";
}

/// A cost below the bound would be a fault of this program, and no reason to stop.
bool PlanBound::reached_by(const Score& score) const {
    return score.violation == 0 && score.cost_nano == proven_.cost_nano;
}

double PlanBound::gap(const Score& score) const {
    if (proven_.cost_nano == INT64_MIN || score.violation != 0) return -1;
    const double saving = money(score.cost_nano) - money(proven_.cost_nano);
    return saving == 0 ? 0 : saving / std::fabs(money(score.cost_nano));
}

std::string PlanBound::text(const Instance& instance, double seconds) const {
    if (proven_.cost_nano == INT64_MIN) return "no lower bound: bound.steps is 0";
    if (whole_ != nullptr && no_plan_exists(proven_, *whole_)) {
        return fmt::format("no plan exists: the limits cannot all be kept ({}, {} steps)",
                           proven_.method, proven_.steps);
    }
    return fmt::format("no plan costs less than {:.6f} {} ({}, {} steps); {:.1f} s so far",
                       money(proven_.cost_nano), instance.currency, proven_.method, proven_.steps,
                       seconds);
}

void PlanBound::note(const LowerBound& proven, double seconds, std::vector<BoundRecord>& bounds) {
    constexpr double least_noted_rise = 1e-4;  // as a share of what is known
    if (proven.cost_nano == INT64_MIN) return;
    const double value = money(proven.cost_nano);
    if (!bounds.empty()) {
        const double known = bounds.back().lower_bound;
        if (value - known <= least_noted_rise * std::abs(known)) return;
    }
    bounds.push_back({proven.steps, value, seconds});
}

/// A bound above the cost of a plan is a fault of this program; the plan stands, verified by the
/// referee.
void PlanBound::store(PlanRecord& record, double cost, double rounding) const {
    record.provenance.bound_steps = proven_.steps;
    if (proven_.cost_nano == INT64_MIN) return;
    if (money(proven_.cost_nano) > cost + rounding) {
        log_warning(fmt::format(
            "the lower bound {:.9f} is above the cost {:.9f} of the plan: a fault of this program, "
            "please report it; the bound is left out",
            money(proven_.cost_nano), cost));
        return;
    }
    record.lower_bound = money(proven_.cost_nano);
}

}  // namespace nightwatt
