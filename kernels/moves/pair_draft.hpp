#pragma once

#include "kernels/genetic.hpp"
#include "kernels/population.hpp"
#include "kernels/problem_view.hpp"

namespace nightwatt {

/// The sequences of one server in a draft.
struct ServerDraft {
    std::uint32_t* tasks;
    std::uint32_t count;
};

/// Two servers of a plan under improvement (or one, where there is no other). A move writes both
/// sequences into `next` and the genes of the tasks it touches into the plan; keep() makes that the
/// present, undo() takes it back. Arrays have room for all tasks of both servers.
struct PairDraft {
    int sides;  ///< 2, or 1 where a server has no partner
    std::uint32_t server[2];
    ServerDraft now[2];
    ServerDraft next[2];
    PlanView plan;

    std::uint32_t touched[2];  ///< tasks whose genes the move changed
    std::uint32_t touched_count;
    std::uint32_t old_server[2];
    std::int64_t old_hold_ms[2];
    std::uint8_t old_level[2];

    /// Starts a move: `next` is a copy of `now`.
    HOST_DEVICE void begin() {
        touched_count = 0;
        for (int side = 0; side < sides; ++side) {
            next[side].count = now[side].count;
            for (std::uint32_t k = 0; k < now[side].count; ++k) {
                next[side].tasks[k] = now[side].tasks[k];
            }
        }
    }
    /// Must be called before a move changes genes of `task`.
    HOST_DEVICE void touch(std::uint32_t task) {
        touched[touched_count] = task;
        old_server[touched_count] = plan.server[task];
        old_hold_ms[touched_count] = plan.hold_ms[task];
        old_level[touched_count] = plan.level[task];
        ++touched_count;
    }
    HOST_DEVICE void undo() {
        for (std::uint32_t k = touched_count; k > 0; --k) {
            const std::uint32_t task = touched[k - 1];
            plan.server[task] = old_server[k - 1];
            plan.hold_ms[task] = old_hold_ms[k - 1];
            plan.level[task] = old_level[k - 1];
        }
    }
    /// Exchanges the genes before the move with those after it, for walks over `now`.
    HOST_DEVICE void swap_genes() {
        for (std::uint32_t k = 0; k < touched_count; ++k) {
            const std::uint32_t task = touched[k];
            const std::int64_t hold_ms = plan.hold_ms[task];
            const std::uint8_t level = plan.level[task];
            plan.hold_ms[task] = old_hold_ms[k];
            plan.level[task] = old_level[k];
            old_hold_ms[k] = hold_ms;
            old_level[k] = level;
        }
    }
    HOST_DEVICE void keep() {
        for (int side = 0; side < sides; ++side) {
            const ServerDraft spare = now[side];
            now[side] = next[side];
            next[side] = spare;
        }
    }
    HOST_DEVICE std::uint32_t remove(int side, std::uint32_t place) {
        ServerDraft& draft = next[side];
        const std::uint32_t task = draft.tasks[place];
        for (std::uint32_t k = place + 1; k < draft.count; ++k) draft.tasks[k - 1] = draft.tasks[k];
        --draft.count;
        return task;
    }
    HOST_DEVICE void insert(int side, std::uint32_t place, std::uint32_t task) {
        ServerDraft& draft = next[side];
        for (std::uint32_t k = draft.count; k > place; --k) draft.tasks[k] = draft.tasks[k - 1];
        draft.tasks[place] = task;
        ++draft.count;
    }
    /// Place in a sequence before the first task that starts later than t_ms.
    [[nodiscard]] HOST_DEVICE std::uint32_t place_at(int side, std::int64_t t_ms) const {
        std::uint32_t place = 0;
        while (place < next[side].count && plan.start_ms[next[side].tasks[place]] <= t_ms) ++place;
        return place;
    }
};

/// Whether a task may use a server: its profile's servers are in ascending order.
HOST_DEVICE inline bool may_use(const ProblemView& p, std::uint32_t task, std::uint32_t server) {
    std::uint32_t low = p.profile_first[p.profile[task]];
    std::uint32_t high = p.profile_first[p.profile[task] + 1];
    while (low < high) {
        const std::uint32_t middle = low + (high - low) / 2;
        if (p.profile_servers[middle] < server) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < p.profile_first[p.profile[task] + 1] && p.profile_servers[low] == server;
}

}  // namespace nightwatt
