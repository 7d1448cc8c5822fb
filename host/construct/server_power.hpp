#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "construct/guide_prices.hpp"
#include "construct/server_profile.hpp"

namespace nightwatt {

/// What a server's own power costs: idle while it is on, else asleep and woken. `on(from_ms,
/// to_ms)` tells what being on costs it, nano-money.
template <class On>
class ServerPower {
  public:
    ServerPower(const ServerFacts& server, const GuidePrices& prices, const On& on)
        : s_(server), prices_(prices), on_(on) {}

    /// What it adds to be busy over [from_ms, to_ms), too.
    [[nodiscard]] double longer_on(const ServerProfile& profile, std::int64_t from_ms,
                                   std::int64_t to_ms) const {
        const std::vector<ServerProfile::Step>& steps = profile.steps();
        double cost = 0;
        for (std::size_t k = profile.step_at(from_ms); k < steps.size() && steps[k].from_ms < to_ms;
             ++k) {
            if (steps[k].running != 0) continue;
            const bool before = k > 0;
            const bool after = k + 1 < steps.size();
            const std::int64_t left_ms = steps[k].from_ms;
            const std::int64_t right_ms = after ? steps[k + 1].from_ms : INT64_MAX;
            const std::int64_t first_ms = larger(left_ms, from_ms);
            const std::int64_t last_ms = smaller(right_ms, to_ms);
            cost += on_(first_ms, last_ms);
            if (before && after) cost -= gap(left_ms, right_ms);
            if (before && left_ms < first_ms) cost += gap(left_ms, first_ms);
            if (after && last_ms < right_ms) cost += gap(last_ms, right_ms);
            if (!before) {
                cost += wake(first_ms);
                if (after) cost -= wake(right_ms);
            }
        }
        return cost;
    }

  private:
    [[nodiscard]] double wake(std::int64_t start_ms) const {
        return static_cast<double>(s_.wake_uj) * prices_.energy_at(s_.site, start_ms - s_.wake_ms);
    }
    [[nodiscard]] double gap(std::int64_t from_ms, std::int64_t to_ms) const {
        const double awake = on_(from_ms, to_ms);
        if (to_ms - from_ms < larger(s_.wake_ms, 1)) return awake;
        const double asleep =
            s_.sleep_mw * prices_.energy(s_.site, prices_.span(from_ms, to_ms)) + wake(to_ms);
        return std::min(awake, asleep);
    }

    const ServerFacts& s_;
    const GuidePrices& prices_;
    const On& on_;
};

}  // namespace nightwatt
