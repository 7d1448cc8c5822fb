#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "bound/dual_scales.hpp"

namespace nightwatt {

/// Raises the dual function by normalised gradients with momentum (Adam's step, in units of each
/// multiplier's typical size), the length of steps falling geometrically within a phase:
///
///   v     = gradient / violation scale
///   mean  = beta mean + (1 - beta) v          spread = gamma spread + (1 - gamma) v^2
///   x     = project(x + length * max(price scale, growth |x|) * mean / (sqrt(spread) + small))
///
/// With many tasks a step prices a sample of them, another one every time, larger in later phases.
/// Only pricing all tasks certifies a bound. Deterministic: a function of the number of steps.
class Ascent {
  public:
    Ascent(const DualFunction& function, double least_gain);

    /// One step: prices tasks once. False, and nothing done: the last phase gained too little to go
    /// on.
    bool step();
    /// Prices all tasks at the present multipliers, if the last step did not.
    void certify();

    [[nodiscard]] std::int64_t steps() const { return steps_; }
    /// INT64_MIN before anything was proven.
    [[nodiscard]] std::int64_t bound_nano() const {
        return bound_nano_ == INT64_MIN ? INT64_MIN : std::max(bound_nano_, function_.floor_nano());
    }
    /// The multipliers with the highest certified bound.
    [[nodiscard]] const std::vector<double>& best() const { return best_; }

    /// All that steps change; see BoundState.
    template <class Self, class Visitor>
    static void visit_state(Self& self, Visitor& visit) {
        visit(self.phase_);
        visit(self.phase_step_);
        visit(self.phases_.back().first_length);
        visit(self.length_);
        visit(self.shrink_);
        visit(self.spread_weight_);
        visit(self.steps_);
        visit(self.certified_);
        visit(self.x_);
        visit(self.mean_);
        visit(self.spread_);
        visit(self.bound_nano_);
        visit(self.best_);
        visit(self.base_nano_);
        visit(self.base_);
        visit(self.began_nano_);
    }

  private:
    struct Phase {
        std::int64_t steps;
        double first_length;
        double last_length;
        std::uint32_t stride;  ///< of the tasks priced
    };
    bool next_phase();
    void begin(const Phase& phase);
    void move(const std::vector<double>& gradient);
    void prove(std::int64_t bound_nano);
    void note(std::int64_t value_nano);

    const DualFunction& function_;
    double least_gain_;  ///< of a phase, as a share of the bound
    const DualScales scales_;
    std::vector<Phase> phases_;
    std::size_t phase_ = 0;
    std::int64_t phase_step_ = 0;
    double length_ = 0;
    double shrink_ = 1;
    double spread_weight_ = 0;  ///< how much of `spread` comes from gradients seen
    std::int64_t steps_ = 0;
    bool certified_ = false;

    std::vector<double> x_, mean_, spread_;
    std::int64_t bound_nano_ = INT64_MIN;
    std::vector<double> best_;
    // The same, as the steps know it: certify() in between must not change where they go.
    std::int64_t base_nano_ = INT64_MIN;
    std::vector<double> base_;
    std::int64_t began_nano_ = INT64_MIN;  ///< base_nano_ when the phase began
};

}  // namespace nightwatt
