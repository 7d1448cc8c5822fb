#pragma once

#include <cstdint>
#include <vector>

#include "construct/guide_prices.hpp"
#include "construct/server_profile.hpp"

namespace nightwatt {

/// What a placement leaves behind that hardly any other task can use: room beside it with less of
/// some resource than nearly every task needs, and room before and behind it, up to the next task
/// on the server, that is shorter than three quarters of the tasks run.
class Leftovers {
  public:
    /// Looks at the tasks that stand best in each group of servers.
    Leftovers(const ProblemView& problem, const Guide& guide);

    /// Part of what that room costs at the guide's prices, nano-money. `need` fits the server over
    /// [from_ms, to_ms).
    [[nodiscard]] double waste_nano(const GuidePrices& prices, std::uint32_t group,
                                    const ServerProfile& server, const Resources& need,
                                    std::int64_t from_ms, std::int64_t to_ms) const;

  private:
    struct Least {
        Resources need;
        std::int64_t run_ms = 0;
    };
    std::vector<Least> least_;  ///< [group]
};

}  // namespace nightwatt
