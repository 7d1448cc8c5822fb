#pragma once

#include <cstddef>
#include <string>

#include "instance/instance.hpp"
#include "instance/plan.hpp"

namespace nightwatt {

/// Why a late task is late, in a few words: it could not meet its deadline even with every server
/// to itself, or else the largest of what delayed it where it ran: waiting for resources, a hold,
/// the transfer of its input, the server's window, a slow level, a slower class.
[[nodiscard]] std::string lateness_reason(const Instance& instance, const Plan& plan,
                                          std::size_t task);

}  // namespace nightwatt
