#pragma once

#include <cstdint>
#include <vector>

#include "construct/guide_prices.hpp"
#include "construct/server_profile.hpp"
#include "kernels/problem_view.hpp"

namespace nightwatt {

/// How much energy a growing plan draws at each site, slot by slot. A guide's energy price is right
/// on average; what the next joule costs depends on what is drawn already: nothing while renewable
/// power is left, the full rate beyond it, more above a cap. So prices rise as slots fill up.
class SiteEnergy {
  public:
    explicit SiteEnergy(const ProblemView& problem);

    /// Power drawn over [from_ms, to_ms); prices of the slots that it fills rise.
    void draw(std::uint32_t site, std::int64_t power_mw, std::int64_t from_ms, std::int64_t to_ms,
              GuidePrices& prices);
    /// What a task draws that starts on a server, and the server where it is idle in its profile
    /// before. Gaps are left out: prices need not be exact.
    void draw_task(const ServerFacts& server, const ServerProfile& profile,
                   const ModeOption& option, std::int64_t start_ms, GuidePrices& prices);

    /// What the next uJ of a slot costs, nano-money: the slope of the slot's cost just above an
    /// amount of energy, without the peak charge, which belongs to a site's slots together.
    [[nodiscard]] double marginal(std::size_t row, std::int64_t energy_uj) const;

  private:
    ProblemView p_;
    std::vector<std::int64_t> energy_uj_;  ///< [site * slots + slot]; empty unless coupled
    double forbidding_ = 0;                ///< price above a hard cap
};

}  // namespace nightwatt
