#pragma once

#include <string>
#include <vector>

#include "instance/instance.hpp"
#include "io/front_file.hpp"

namespace nightwatt {

/// The folder of `pareto --plans`: an ordinary plan file a point, point_000.h5 and so on.

/// Before the search: makes the folder and returns the point files that lie there, which the new
/// ones are to replace. Throws OutputError where the folder cannot be made or written, UsageError
/// where another output would be one of the points.
[[nodiscard]] std::vector<std::string> prepare_front_plans(
    const std::string& folder, const std::vector<std::string>& other_outputs);

/// Writes the points and removes those of an earlier front that are beyond them.
void write_front_plans(const std::string& folder, const FrontRecord& front,
                       const Instance& instance);

}  // namespace nightwatt
