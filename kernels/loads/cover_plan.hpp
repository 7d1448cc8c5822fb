#pragma once

#include "kernels/loads/improve_plan.hpp"
#include "kernels/loads/solve_cover.hpp"

namespace nightwatt {

/// How a plan is improved by covers: chosen anew for every plan and generation.
struct CoverEffort {
    std::int64_t work;         ///< nodes of trees
    double first_threshold;    ///< worsening that is accepted at first, in nano-money
    std::uint32_t sides;       ///< servers of a cover
    std::uint32_t node_limit;  ///< of one tree
};

/// Servers whose tasks a cover can hold.
HOST_DEVICE inline std::uint32_t sides_within(const ProblemView& p) {
    const std::uint64_t servers = p.server_count;
    const std::uint64_t held = cover_tasks * servers / p.task_count;
    const std::uint64_t most = servers < cover_servers ? servers : cover_servers;
    return static_cast<std::uint32_t>(held < most ? held : most);
}

/// Eighths of the lessons that are of covers, where tasks have prices: they are worth their time
/// where they hold many servers.
HOST_DEVICE inline std::uint32_t cover_eighths(const ProblemView& p) {
    const std::uint32_t sides = sides_within(p);
    return sides >= 8 ? 6 : sides >= 4 ? 2 : 0;
}

HOST_DEVICE inline bool try_covers(const LoadsView& v, LoadsDice& dice) {
    return dice.below(8) < cover_eighths(v.problem);
}

/// A lesson is long enough for some dozens of them, as a threshold that falls needs.
inline constexpr std::int64_t cover_lesson = 16;

HOST_DEVICE inline CoverEffort choose_cover_effort(const LoadsView& v, std::int64_t work,
                                                   LoadsDice& dice) {
    const double thresholds[4] = {0, 0.003, 0.01, 0.03};
    const std::uint32_t most = sides_within(v.problem);
    CoverEffort e{};
    e.work = cover_lesson * work;
    e.first_threshold = thresholds[dice.below(4)] * v.task_cost;
    e.sides = most / 2 + dice.below(most - most / 2 + 1);
    e.node_limit = dice.below(2) == 0 ? 3'000 : 20'000;
    return e;
}

/// Improves a plan that `s` holds and `plan` shows, whose score is `score`, all within their
/// limits: a few linked servers after another take the best sets of their tasks. Where the present
/// ones are best, others that cost little more are taken, so that the search does not stand still:
/// costs that differ by less than a part in 100,000 of a task's count as the same. Returns the
/// plan's score.
HOST_DEVICE inline Score improve_by_covers(const LoadsView& v, LoadsState& s, const PlanView& plan,
                                           Score score, const CoverEffort& e, LoadsDice& dice) {
    const std::uint32_t tasks = v.problem.task_count;
    for (std::int64_t work = 0; work < e.work;) {
        const double left = 1 - static_cast<double>(work) / static_cast<double>(e.work);
        const double u = dice.share();
        const double accepted = e.first_threshold * left * left * u + 1e-5 * v.task_cost;
        s.cover->server[0] = s.now[dice.below(tasks)].server;
        s.cover->sides = linked_servers(v, s, s.cover->server, e.sides, dice);
        std::uint32_t nodes = 0;
        const bool changed = solve_cover(v, s, *s.cover, accepted, e.node_limit, nodes);
        work += 100 + nodes;
        if (!changed || !(Score{0, s.cost_nano} < score)) continue;
        score = {0, s.cost_nano};
        show_plan(s, plan, tasks);
    }
    return score;
}

}  // namespace nightwatt
