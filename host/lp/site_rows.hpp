#pragma once

#include <cstdint>
#include <vector>

#include "lp/linear_programme.hpp"
#include "problem/problem.hpp"

namespace nightwatt {

/// The terms that only the sum over a site's servers decides, period by period: README.md. Rows
/// first, so that columns that draw energy can be entered in them; its own columns last.
class SiteRows {
  public:
    SiteRows(const Problem& problem, std::uint32_t period_slots, LinearProgramme& programme);

    /// The column added last draws this energy at a site in a period.
    void add_energy(std::uint32_t site, std::uint32_t period, double kwh);
    void add_columns();

  private:
    /// Limits of a site's slots, joined: amounts are sums (kWh), prices means (money a kWh).
    struct Terms {
        double renewable_kwh = 0;
        double renewable_price = 0;
        double hard_cap_kwh = 0;
        double soft_cap_kwh = 0;
        double soft_price = 0;
        double heat_kwh = 0;
        double heat_price = 0;
        double peak_price = 0;  ///< of the mean energy of the period's slots
        double pue = 0;
        double rate = 0;
        bool paid = false;  ///< some slot's rate is negative
        double hours = 0;
    };
    [[nodiscard]] Terms terms(std::uint32_t site, std::uint32_t period) const;

    ProblemView p_;
    std::uint32_t period_slots_;
    std::uint32_t periods_;
    const std::vector<Battery>& batteries_;  // [site], or empty
    LinearProgramme& programme_;
    std::vector<int> energy_row_;  // [site * periods + period]; empty unless coupled
};

}  // namespace nightwatt
