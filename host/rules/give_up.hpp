#pragma once

#include <functional>

namespace nightwatt {

/// Asked by a rule at work, many times a second. True: its plan is not wanted any more, and it ends
/// with GivenUp. Nothing: it works to its end.
using GiveUp = std::function<bool()>;

struct GivenUp {};

}  // namespace nightwatt
