#pragma once

#include "kernels/problem_view.hpp"

namespace nightwatt {

/// Where, when and how a task runs in the plan that is published already.
struct PublishedTask {
    std::int64_t start_ms;
    std::uint32_t server;  ///< `free`: it was not published
    std::uint32_t level;

    static constexpr std::uint32_t free = 0xFFFFFFFF;
    /// No server has this number: wherever the task runs, it has moved.
    static constexpr std::uint32_t elsewhere = 0xFFFFFFFE;
};

/// Money for moving a task away from the published plan: the penalty if its server or its level
/// differs, or its start by more than the tolerance; else nothing.
HOST_DEVICE inline std::int64_t change_nano(const ProblemView& p, std::uint32_t task,
                                            std::uint32_t server, std::uint32_t level,
                                            std::int64_t start_ms) {
    if (p.published == nullptr) return 0;
    const PublishedTask& before = p.published[task];
    if (before.server == PublishedTask::free) return 0;
    const std::int64_t shift_ms = start_ms - before.start_ms;
    const bool moved = server != before.server || level != before.level ||
                       shift_ms > p.change_tolerance_ms || shift_ms < -p.change_tolerance_ms;
    return moved ? p.change_penalty_nano : 0;
}

}  // namespace nightwatt
