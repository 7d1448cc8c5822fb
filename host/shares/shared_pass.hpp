#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "bound/task_pass.hpp"
#include "ranks/link.hpp"
#include "shares/night_share.hpp"

namespace nightwatt {

/// The shares that a rank holds.
using SharesOfRank = std::vector<NightShare>;

/// The same prices for the tasks of all shares: those held here, the first of which the bound's
/// problem is, and those of other ranks. `tasks` in all. Links and shares must outlive the pass.
[[nodiscard]] MakeTaskPass shared_pass(SharesOfRank& own, std::vector<Link*> others,
                                       std::int64_t tasks, std::uint32_t threads);

/// What another rank does with the order that such a pass sends: its arguments, and the answer.
void price_shares(SharesOfRank& own, std::uint32_t threads, MessageReader& order,
                  MessageWriter& answer);

}  // namespace nightwatt
