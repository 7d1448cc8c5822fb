#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "bound/battery_terms.hpp"
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

    /// Where a battery makes energy cheaper than it is without, the price without: a search plans
    /// at a fixed dispatch, so what it adds comes from the grid.
    void set_to_rest(std::vector<double>& x) const;

    /// Integral of the dual rate, [site * stride + k].
    void integrate(const std::vector<double>& x, std::vector<double>& energy) const;

    /// Sum of all values, rounded down, less what the energy cap's multiplier pays.
    [[nodiscard]] double value(const std::vector<double>& x) const;

    /// Adds to the gradient, given the energy used by site and step.
    void add_gradient(const std::vector<double>& x, const std::vector<double>& used_uj,
                      std::vector<double>& gradient) const;

    /// Whether a plan can be paid for what it does: a price below 0, or heat that is sold.
    [[nodiscard]] bool earns() const { return earns_; }

    /// Mean of the absolute dual rates possible: the scale of `relief`.
    [[nodiscard]] double rate_scale_nano() const { return scale_; }

  private:
    struct Slot {
        double rate, renewable, hard_cap, soft_cap, heat_demand, soft, heat, peak, pue;
    };
    /// Where a slot's value is taken: at E = `drawn_uj`, with `net_uj` of it from outside the site;
    /// they differ by what a battery does.
    struct Least {
        double value = 0;
        double size = 0;
        double drawn_uj = 0;
        double net_uj = 0;
    };
    struct SiteLeast {
        std::vector<Least> slots;
        double battery_value = 0;
        double battery_size = 0;
    };
    [[nodiscard]] double top(const std::vector<double>& x, std::size_t site, std::size_t t) const;
    /// The slope at E = 0; below it no price is of use.
    [[nodiscard]] double bottom(const std::vector<double>& x, std::size_t site, std::size_t t,
                                bool with_battery) const;
    void clamp_relief(std::vector<double>& x, std::size_t site, std::size_t t,
                      bool with_battery) const;
    [[nodiscard]] double dual(const std::vector<double>& x, std::size_t site, std::size_t t) const;
    [[nodiscard]] Least least(const std::vector<double>& x, std::size_t site, std::size_t t,
                              double below) const;
    [[nodiscard]] Least least_net(const std::vector<double>& x, std::size_t site, std::size_t t,
                                  double price) const;
    [[nodiscard]] SiteLeast site_least(const std::vector<double>& x, std::size_t site,
                                       double below) const;
    [[nodiscard]] SiteLeast site_least_with_battery(const std::vector<double>& x, std::size_t site,
                                                    double below) const;  // slot_batteries.cpp
    /// Dual rates keep this far below `dual`, so that rounding cannot lift them above the top.
    [[nodiscard]] double guard(const std::vector<double>& x) const;

    ProblemView p_;
    const DualLayout& layout_;
    std::vector<Slot> slots_;        ///< [site * slots + slot]; empty unless coupled
    std::vector<bool> peak_priced_;  ///< [site]
    std::vector<std::optional<BatteryTerms>> batteries_;  ///< [site]; empty unless coupled
    double energy_cap_uj_ = 0;                            ///< infinite: none
    double greatest_ = 0;  ///< of the rates that coupling terms can add up to
    double scale_ = 0;
    bool earns_ = false;
};

}  // namespace nightwatt
