#include "battery/battery.hpp"

#include <cmath>

#include "kernels/units.hpp"

namespace nightwatt {

double Battery::charge_efficiency() const {
    return std::ldexp(static_cast<double>(charge_gain), -gain_shift);
}

double Battery::discharge_efficiency() const {
    return std::ldexp(static_cast<double>(discharge_gain), -gain_shift);
}

std::int64_t Battery::level_change(std::int64_t mw, std::int64_t slot_ms) const {
    const int128 energy_uj = static_cast<int128>(mw) * slot_ms;
    if (mw >= 0) return static_cast<std::int64_t>((energy_uj * charge_gain) >> gain_shift);
    const int128 gain = discharge_gain;
    return -static_cast<std::int64_t>(((-energy_uj << gain_shift) + gain - 1) / gain);
}

}  // namespace nightwatt
