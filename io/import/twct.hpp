#pragma once

#include <string>

#include "instance/instance.hpp"

namespace nightwatt {

/// R||sum wjCj, total weighted completion time on unrelated machines: "servers tasks", the weights,
/// then servers x tasks runtimes. A weighted completion time is a weighted tardiness with every
/// deadline at 0; one unit of the objective costs one unit of money.
[[nodiscard]] Instance import_twct(const std::string& path);

}  // namespace nightwatt
