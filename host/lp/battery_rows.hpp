#pragma once

#include <cstdint>

#include "battery/battery.hpp"
#include "lp/linear_programme.hpp"

namespace nightwatt {

/// A site's battery, period by period: README.md. Made with all its rows, filled in order of time.
class BatteryRows {
  public:
    BatteryRows(const Battery& battery, std::uint32_t periods, LinearProgramme& programme);

    /// What a period means to the battery; means over its slots.
    struct Period {
        double hours;
        double rate;  ///< money a kWh of IT energy
        double pue;
        bool paid;  ///< the rate is negative somewhere: nothing is discharged
    };
    /// Columns of the next period: charged, discharged, its level, and what is discharged beyond
    /// the need. `net_row` sums the site's need in IT energy.
    void add_columns(const Period& period, int net_row);

  private:
    const Battery& battery_;
    LinearProgramme& programme_;
    int level_row_;  ///< of the next period; one row a period, then the end's
};

}  // namespace nightwatt
