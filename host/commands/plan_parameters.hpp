#pragma once

#include <string>
#include <vector>

#include "search/search_parameters.hpp"

namespace nightwatt {

/// Settings of `plan` from a configuration file (empty path: none) and "key=value" assignments,
/// which are stronger. Sections of other commands are checked and left alone. Throws UsageError with
/// every problem.
[[nodiscard]] SearchParameters read_plan_parameters(const std::string& path,
                                                    const std::vector<std::string>& assignments);

}  // namespace nightwatt
