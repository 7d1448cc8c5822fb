#pragma once

#include <cstdint>
#include <vector>

#include "bound/dual_point.hpp"

namespace nightwatt {

/// The coupling terms under the multipliers: README.md, "Sites". For one site and slot, with E the
/// IT energy that its servers draw,
///
///   c(E)   = what the coupling terms add to rate * E, linear between a few breakpoints
///   top    = slope of rate * E + c(E) beyond all breakpoints, peak and cap included
///   dual   = top - relief                     what energy costs tasks and servers
///   value  = min over E >= 0 of rate * E + c(E) - dual * E
class SlotTerms {
  public:
    SlotTerms(const Problem& problem, const DualLayout& layout);

    /// Moves multipliers to the nearest ones that are allowed.
    void project(std::vector<double>& x) const;

    /// Integral of the dual rate, [site * stride + k].
    void integrate(const std::vector<double>& x, std::vector<double>& energy) const;

    /// Sum of all values, rounded down, less what the energy cap's multiplier pays.
    [[nodiscard]] double value(const std::vector<double>& x) const;

    /// Adds to the gradient, given the energy used by site and step.
    void add_gradient(const std::vector<double>& x, const std::vector<double>& used_uj,
                      std::vector<double>& gradient) const;

    /// Mean of the absolute dual rates possible: the scale of `relief`.
    [[nodiscard]] double rate_scale_nano() const { return scale_; }

  private:
    struct Slot {
        double rate, renewable, hard_cap, soft_cap, heat_demand, soft, heat, peak, pue;
    };
    struct Least {
        double value, at_uj, size;
    };
    [[nodiscard]] double top(const std::vector<double>& x, std::size_t site, std::size_t t) const;
    [[nodiscard]] double bottom(const std::vector<double>& x, std::size_t site,
                                std::size_t t) const;
    [[nodiscard]] double dual(const std::vector<double>& x, std::size_t site, std::size_t t) const;
    [[nodiscard]] Least least(const std::vector<double>& x, std::size_t site, std::size_t t,
                              double below) const;
    /// Dual rates keep this far below `dual`, so that rounding cannot lift them above the top.
    [[nodiscard]] double guard(const std::vector<double>& x) const;

    ProblemView p_;
    const DualLayout& layout_;
    std::vector<Slot> slots_;        ///< [site * slots + slot]; empty unless coupled
    std::vector<bool> peak_priced_;  ///< [site]
    double energy_cap_uj_ = 0;       ///< infinite: none
    double greatest_ = 0;            ///< of the rates that coupling terms can add up to
    double scale_ = 0;
};

}  // namespace nightwatt
