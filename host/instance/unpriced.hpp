#pragma once

#include <string>
#include <vector>

#include "instance/instance.hpp"

namespace nightwatt {

/// What a night leaves without a price though someone may count on one: deadlines without a weight,
/// weights without a deadline, a night in which nothing costs anything. One sentence each, without
/// a full stop. Empty for published benchmarks, which price what they mean to.
[[nodiscard]] std::vector<std::string> unpriced(const Instance& instance);

}  // namespace nightwatt
