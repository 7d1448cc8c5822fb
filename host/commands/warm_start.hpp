#pragma once

#include <optional>
#include <string>

#include "instance/instance.hpp"
#include "instance/plan.hpp"

namespace nightwatt {

/// A plan that a run begins with.
struct WarmStart {
    Plan plan;
    /// It was made for the night as it was before. Tasks that it does not hold have the server
    /// `not_published`, those that stood on a server that is no more `gone_server`.
    bool before_a_change = false;
};

/// Reads the plan of --warm-start; none without a path. Where the instance has changed since the
/// plan was made, tasks and servers are matched by their names and moments by the clock; says how
/// many tasks it holds, and warns of those whose start has passed. Throws InputError where it holds
/// none.
[[nodiscard]] std::optional<WarmStart> read_warm_start(const std::string& path,
                                                       const Instance& instance);

}  // namespace nightwatt
