#include <cmath>

#include "battery/cheapest_dispatch.hpp"
#include "problem/problem.hpp"

namespace nightwatt {

namespace {

std::int64_t moved(std::int64_t limit_uj, std::int64_t by_uj) {
    return limit_uj == unlimited_uj ? unlimited_uj : limit_uj - by_uj;
}

}  // namespace

/// With b the energy charged less discharged, as IT energy, a slot costs for E + b what it costs
/// without a battery for E: free energy, caps and what counts towards the peak are b lower for E.
/// What rate * b itself costs is in the renewable energy, which b may take below 0 (kernels/
/// coupling.hpp).
void Problem::limits_under(const std::vector<std::int64_t>& power_mw,
                           std::vector<SlotLimits>& limits) const {
    limits = limits_at_rest_;
    for (std::size_t row = 0; row < power_mw.size(); ++row) {
        if (power_mw[row] == 0) continue;
        const double meter_uj =
            static_cast<double>(power_mw[row]) * static_cast<double>(scalars_.slot_ms);
        const std::int64_t by_uj = std::llround(meter_uj / pue_[row]);
        limits[row].renewable_uj = moved(limits[row].renewable_uj, by_uj);
        limits[row].hard_cap_uj = moved(limits[row].hard_cap_uj, by_uj);
        limits[row].soft_cap_uj = moved(limits[row].soft_cap_uj, by_uj);
    }
}

void Problem::set_dispatch(const std::vector<std::int64_t>& power_mw) {
    if (batteries_.empty()) return;
    limits_under(power_mw, limits_);
    dispatch_mw_ = power_mw;
}

bool Problem::keeps_limits(const std::vector<std::int64_t>& power_mw) const {
    if (power_mw.size() != dispatch_mw_.size()) return false;
    for (std::size_t site = 0; site < batteries_.size(); ++site) {
        const Battery& battery = batteries_[site];
        std::int64_t level_uj = battery.start_uj;
        for (std::size_t slot = 0; slot < scalars_.slot_count; ++slot) {
            const std::size_t row = site * scalars_.slot_count + slot;
            const std::int64_t mw = power_mw[row];
            if (mw == 0) continue;
            if (mw > battery.charge_mw || mw < -battery.discharge_mw) return false;
            if (mw < 0 && tariff_[row].rate < 0) return false;
            level_uj += battery.level_change(mw, scalars_.slot_ms);
            if (level_uj < 0 || level_uj > battery.capacity_uj) return false;
        }
        if (level_uj < battery.end_uj) return false;
    }
    return true;
}

std::vector<std::int64_t> Problem::cheapest_dispatch_mw(
    const std::vector<std::int64_t>& energy_uj) const {
    std::vector<std::int64_t> power_mw(dispatch_mw_.size(), 0);
    for (std::size_t site = 0; site < batteries_.size(); ++site) {
        if (!batteries_[site].exists()) continue;
        const std::size_t row = site * scalars_.slot_count;
        const std::vector<std::int64_t> own =
            cheapest_dispatch(batteries_[site], {tariff_.data() + row, limits_at_rest_.data() + row,
                                                 pue_.data() + row, energy_uj.data() + row,
                                                 scalars_.slot_count, scalars_.slot_ms});
        std::copy(own.begin(), own.end(), power_mw.begin() + static_cast<std::ptrdiff_t>(row));
    }
    return power_mw;
}

}  // namespace nightwatt
