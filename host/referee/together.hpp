#pragma once

#include <span>
#include <vector>

#include "referee/referee.hpp"

namespace nightwatt {

/// The account of a night that was dealt out to shares, each audited alone: what sites pay is
/// worked out anew from what all shares draw together, and caps are checked for them together.
/// `frame` is the night without its tasks; `battery_mw` (Plan::battery_mw) what the batteries do in
/// all. Tasks' own accounts are left out.
[[nodiscard]] Audit audit_together(const Instance& frame, std::span<const Account* const> shares,
                                   const std::vector<std::int64_t>& battery_mw);

}  // namespace nightwatt
