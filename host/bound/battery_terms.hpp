#pragma once

#include <cstdint>
#include <vector>

#include "battery/battery.hpp"
#include "battery/cheapest_path.hpp"
#include "kernels/problem_view.hpp"

namespace nightwatt {

/// What a site's battery would do at given prices of energy: README.md, "Batteries".
class BatteryTerms {
  public:
    /// `pue` by slot.
    BatteryTerms(const Battery& battery, const ProblemView& problem, std::uint32_t site,
                 const double* pue);

    struct Least {
        double value = 0;           ///< least of price * energy over all dispatches, or below it
        double size = 0;            ///< of what was added up, for its rounding
        std::vector<double> at_uj;  ///< [slot]: IT energy charged, less discharged
    };
    /// `price` by slot: nano-money per uJ of IT energy that the battery takes.
    [[nodiscard]] Least least(const std::vector<double>& price) const;

    /// Least IT energy that the battery adds in a slot, at most 0.
    [[nodiscard]] double least_added_uj(std::size_t slot) const {
        return -discharge_uj_[slot] / pue_[slot] - 0.5;
    }

  private:
    double charge_efficiency_;
    double discharge_efficiency_;
    double charge_uj_;                  // a slot at most
    std::vector<double> discharge_uj_;  // [slot] at most; 0 where the rate is negative
    std::vector<double> pue_;
    LevelLimits levels_;
};

}  // namespace nightwatt
