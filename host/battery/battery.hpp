#pragma once

#include <cstdint>
#include <vector>

namespace nightwatt {

/// A site's battery in the planner's integers; host/instance/README.md, "Battery". Efficiencies are
/// fixed-point numbers times 2^gain_shift. A power of mw > 0 charges, mw < 0 discharges.
struct Battery {
    std::int64_t capacity_uj = 0;  ///< 0: the site has none
    std::int64_t start_uj = 0;
    std::int64_t end_uj = 0;  ///< least level at the end
    std::int64_t charge_mw = 0;
    std::int64_t discharge_mw = 0;
    std::int64_t charge_gain = 0;
    std::int64_t discharge_gain = 0;

    [[nodiscard]] bool exists() const { return capacity_uj > 0; }
    [[nodiscard]] double charge_efficiency() const;
    [[nodiscard]] double discharge_efficiency() const;
    /// Change of the level by a slot at a mean power: what is charged rounded down, what is
    /// discharged rounded up, so that no rounding makes energy.
    [[nodiscard]] std::int64_t level_change(std::int64_t mw, std::int64_t slot_ms) const;
};
inline constexpr int gain_shift = 30;

}  // namespace nightwatt
