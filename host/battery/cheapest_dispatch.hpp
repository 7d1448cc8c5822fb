#pragma once

#include <cstdint>
#include <vector>

#include "battery/battery.hpp"
#include "kernels/problem_view.hpp"

namespace nightwatt {

/// A site's night as its battery sees it; arrays by slot.
struct BatteryNight {
    const TariffSlot* tariff;
    const SlotLimits* limits;  ///< without the battery
    const double* pue;
    const std::int64_t* energy_uj;  ///< IT energy of the site's servers
    std::uint32_t slots;
    std::int64_t slot_ms;
};

/// The power of a battery in each slot, mW, for which the site's coupling terms cost least while
/// its servers draw what they draw:
///
///   least over n of  sum over slots of f_t(n_t) + peak price * largest grid energy of a slot
///
/// with n_t the energy charged, less what is discharged, at the meter; f_t is convex and linear in
/// pieces: the rate beyond what renewable energy covers, the soft cap's penalty, and a price for
/// exceeding the hard cap that is above all that avoiding it can cost. For a given peak P energy
/// above it has the peak's price, and then the cheapest path of the level is exact; the least over
/// P, convex again, is found by golden section. Then powers are rounded to whole mW, level by
/// level, so that every limit holds.
///
/// Where the rate is negative a battery does not discharge (host/instance/README.md), so charging
/// and discharging in one slot never pays.
[[nodiscard]] std::vector<std::int64_t> cheapest_dispatch(const Battery& battery,
                                                          const BatteryNight& night);

}  // namespace nightwatt
