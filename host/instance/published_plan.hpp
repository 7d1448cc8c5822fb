#pragma once

#include <cstdint>
#include <vector>

#include "instance/plan.hpp"

namespace nightwatt {

/// Instead of a row of servers: the task is not in the published plan, and may go anywhere.
inline constexpr std::int32_t not_published = -1;
/// The server that it was published on is no more: wherever the task runs, it has moved.
inline constexpr std::int32_t gone_server = -2;

/// The plan that others rely on already, and what moving a task away from it costs. A task is moved
/// if its server or its level differs, or its start by more than the tolerance. Row j is task j.
struct PublishedPlan {
    std::vector<std::int32_t> server;
    std::vector<std::int32_t> level;
    std::vector<std::int64_t> start_ms;
    double change_penalty = 0;      ///< money per task moved
    std::int64_t tolerance_ms = 0;  ///< a start may shift by so much

    /// No plan is published: nothing is moved.
    [[nodiscard]] bool empty() const { return server.empty(); }
    bool operator==(const PublishedPlan&) const = default;
};

/// What is public of a plan.
[[nodiscard]] PublishedPlan publish(const Plan& plan, double change_penalty,
                                    std::int64_t tolerance_ms);

/// The plan_hash() of the plan that was published.
[[nodiscard]] std::uint64_t plan_hash(const PublishedPlan& published);

}  // namespace nightwatt
