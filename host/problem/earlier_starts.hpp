#pragma once

#include "problem/decode.hpp"

namespace nightwatt {

/// The plan with tasks started earlier where that costs nothing: whoever has two plans of the same
/// cost wants the one that is done sooner. Servers, order, levels and what batteries do stay; holds
/// fall. No task starts later, and the score never gets worse.
///
/// Server by server and stretch by stretch (what runs without a gap between), then task by task: at
/// once, or from when energy costs what it costs now. So not all that could be earlier is found.
[[nodiscard]] DecodedPlan start_earlier(const Problem& problem, DecodedPlan decoded);

}  // namespace nightwatt
