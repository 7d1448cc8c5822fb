#include <algorithm>
#include <cmath>

#include "problem/problem_builder.hpp"

namespace nightwatt {

/// Batteries at rest, until a dispatch is set. Rounding never lets a battery do more than it can;
/// an end level that only rounding puts out of reach comes down to what is in reach.
void ProblemBuilder::build_batteries() {
    const BatteryTable& table = instance_.batteries;
    if (table.size() == 0) return;
    const ProblemView& view = problem_.scalars_;
    problem_.batteries_.resize(view.site_count);
    const auto floor_of = [](double value) { return static_cast<std::int64_t>(std::floor(value)); };
    const auto gain_of = [](double efficiency) {
        return static_cast<std::int64_t>(std::floor(std::ldexp(efficiency, gain_shift)));
    };
    constexpr double uj_per_wh = 3.6e9;
    for (std::size_t row = 0; row < table.size(); ++row) {
        Battery& battery = problem_.batteries_[static_cast<std::size_t>(table.site[row])];
        battery.capacity_uj = floor_of(table.capacity_wh[row] * uj_per_wh);
        battery.start_uj = std::min(floor_of(table.start_wh[row] * uj_per_wh), battery.capacity_uj);
        battery.charge_mw = floor_of(table.charge_w[row] * 1e3);
        battery.discharge_mw = floor_of(table.discharge_w[row] * 1e3);
        battery.charge_gain = gain_of(table.charge_efficiency[row]);
        battery.discharge_gain = gain_of(table.discharge_efficiency[row]);
        const auto wanted_uj = static_cast<std::int64_t>(std::ceil(table.end_wh[row] * uj_per_wh));
        const double gain_uj =
            static_cast<double>(battery.charge_mw) * static_cast<double>(view.horizon_ms);
        std::int64_t reach_uj = battery.capacity_uj;
        if (gain_uj < 9e18) {
            const std::int64_t slot_uj = battery.level_change(battery.charge_mw, view.slot_ms);
            reach_uj = std::min(reach_uj, battery.start_uj + slot_uj * view.slot_count);
        }
        // Fuller than to a milliwatt of a slot no whole power need leave it.
        const std::int64_t full_uj =
            battery.capacity_uj - battery.level_change(1, view.slot_ms) - 1;
        battery.end_uj = std::max<std::int64_t>(0, std::min({wanted_uj, reach_uj, full_uj}));
    }
    problem_.pue_ = site_rates_.pue;
    problem_.limits_at_rest_ = problem_.limits_;
    problem_.dispatch_mw_.assign(problem_.limits_.size(), 0);
}

}  // namespace nightwatt
