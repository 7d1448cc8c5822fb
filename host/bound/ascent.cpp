#include "bound/ascent.hpp"

#include <algorithm>
#include <cmath>

namespace nightwatt {

namespace {

constexpr double beta = 0.9;
constexpr double gamma = 0.98;
constexpr double small = 1e-3;       ///< of a full violation
constexpr double growth = 0.5;       ///< of a multiplier in a step of length 1, where it is large
constexpr double large_gain = 2e-3;  ///< of the bound in a phase: longer steps may bring more
constexpr double least_length = 0.02;
constexpr double most_length = 0.5;

/// share^(1 / steps) by bisection: no library's exp decides about a step.
double root(double share, std::int64_t steps) {
    double low = 0;
    double high = 1;
    for (int i = 0; i < 60; ++i) {
        const double middle = (low + high) / 2;
        double power = 1;
        for (std::int64_t s = 0; s < steps; ++s) power *= middle;
        (power < share ? low : high) = middle;
    }
    return high;
}

}  // namespace

Ascent::Ascent(const DualFunction& function, double least_gain)
    : function_(function),
      least_gain_(least_gain),
      scales_(function),
      x_(scales_.start),
      mean_(x_.size(), 0),
      spread_(x_.size(), 0) {
    function_.slots().project(x_);
    best_ = base_ = x_;
    const auto sampled = [&](std::int64_t tasks) {
        return static_cast<std::uint32_t>(std::max<std::int64_t>(1, function.tasks() / tasks));
    };
    // Many steps that look at few tasks come further in the same time than few that look at many.
    const std::uint32_t first = sampled(500);
    phases_.push_back({first > 1 ? 500 : 240, 0.5, 0.005, first});
    if (sampled(30'000) > 1) phases_.push_back({40, 0.05, 0.01, sampled(30'000)});
    phases_.push_back({60, least_length, 0.002, sampled(150'000)});  // repeated as long as it pays
    begin(phases_.front());
}

void Ascent::begin(const Phase& phase) {
    phase_step_ = 0;
    began_nano_ = base_nano_;
    length_ = phase.first_length;
    shrink_ = root(phase.last_length / phase.first_length, phase.steps);
}

void Ascent::prove(std::int64_t bound_nano) {
    certified_ = true;
    if (bound_nano <= bound_nano_) return;
    bound_nano_ = bound_nano;
    best_ = x_;
}

void Ascent::certify() {
    if (!certified_) prove(function_.evaluate(x_, {0, 1}).bound_nano);
}

void Ascent::note(std::int64_t value_nano) {
    if (value_nano <= base_nano_) return;
    base_nano_ = value_nano;
    base_ = x_;
}

/// A phase begins where the last ones were best. The last one is repeated as long as it pays, with
/// longer steps after it gained much.
bool Ascent::next_phase() {
    const DualValue here = function_.evaluate(x_, {0, 1});
    prove(here.bound_nano);
    note(here.bound_nano);
    x_ = base_;
    const double gain = static_cast<double>(base_nano_) - static_cast<double>(began_nano_);
    const double size = std::fabs(static_cast<double>(base_nano_));
    if (phase_ + 1 < phases_.size()) {
        ++phase_;
    } else {
        Phase& again = phases_.back();
        if (gain <= least_gain_ * size && again.first_length <= least_length) return false;
        const double wide = gain > large_gain * size ? 3 : 0.4;
        again.first_length = std::clamp(wide * again.first_length, least_length, most_length);
    }
    begin(phases_[phase_]);
    return true;
}

bool Ascent::step() {
    if (phase_step_ == phases_[phase_].steps && !next_phase()) return false;
    const std::uint32_t stride = phases_[phase_].stride;
    const DualValue value =
        function_.evaluate(x_, {static_cast<std::uint32_t>(steps_) % stride, stride});
    if (stride == 1) {
        prove(value.bound_nano);
        note(value.bound_nano);
    }
    move(value.gradient);
    length_ *= shrink_;
    ++phase_step_;
    ++steps_;
    return true;
}

void Ascent::move(const std::vector<double>& gradient) {
    spread_weight_ = gamma * spread_weight_ + (1 - gamma);
    for (std::size_t c = 0; c < x_.size(); ++c) {
        const double v = gradient[c] / scales_.violation[c];
        mean_[c] = beta * mean_[c] + (1 - beta) * v;
        spread_[c] = gamma * spread_[c] + (1 - gamma) * v * v;
        const double scale = std::max(scales_.price[c], growth * std::fabs(x_[c]));
        x_[c] += length_ * scale * mean_[c] / (std::sqrt(spread_[c] / spread_weight_) + small);
    }
    function_.slots().project(x_);
    certified_ = false;
}

}  // namespace nightwatt
