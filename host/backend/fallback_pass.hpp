#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "bound/task_pass.hpp"

namespace nightwatt {

/// Makes passes as `make_pass` does, on a device; from the moment at which that fails the CPU does
/// the same, with so many threads, and the totals are the same. `tell` hears once why.
[[nodiscard]] MakeTaskPass or_else_on_cpu(MakeTaskPass make_pass, std::uint32_t threads,
                                          std::function<void(const std::string&)> tell);

}  // namespace nightwatt
