#pragma once

#include "kernels/loads/cover_plan.hpp"

namespace nightwatt {

/// One call of education: which random numbers it draws, and how much it does.
struct LoadsLesson {
    std::uint64_t seed = 0;
    std::uint32_t generation = 0;
    std::int64_t steps = 0;  ///< of search, for every task of a plan
    bool anew = false;       ///< plans are not looked at but replaced
};

/// Lists, loads and costs of where the tasks stand (`now`).
HOST_DEVICE inline void link_loads(const LoadsView& v, LoadsState& s) {
    const std::uint32_t servers = v.problem.server_count;
    for (std::uint32_t i = 0; i < servers; ++i) {
        s.head[i] = no_task;
        s.load_ms[i] = 0;
    }
    s.cost_nano = 0;
    for (std::uint32_t j = 0; j < v.problem.task_count; ++j) {
        link_task(s, j, s.now[j].server);
        s.load_ms[s.now[j].server] += s.now[j].run_ms;
        s.cost_nano += s.now[j].cost_nano;
    }
    for (std::uint32_t i = 0; i < servers; ++i) s.cost_nano += fixed_nano(v, i, s.load_ms[i]);
}

/// Improves one plan; unless it is made anew, it never gets worse. In the first generation, and
/// anew, the search starts from where the prices send each task. The state's arrays are scratch
/// memory. Returns the plan's score.
HOST_DEVICE inline Score teach_loads(const LoadsView& v, const LoadsLesson& lesson,
                                     std::uint32_t plan_id, const PlanView& plan, LoadsState& s) {
    const std::uint32_t tasks = v.problem.task_count;
    constexpr Score any_is_better{INT64_MAX, 0};
    const Score score = lesson.anew ? any_is_better : family_score(v.problem, plan, s.load_ms);
    LoadsDice dice(lesson.seed, lesson.generation, plan_id);
    const bool covers = v.task_price != nullptr && score.violation == 0 && try_covers(v, dice);
    for (std::uint32_t j = 0; j < tasks; ++j) {
        s.now[j] = (lesson.generation == 1 || lesson.anew) && !covers
                       ? v.options[v.first[j]]
                       : option_at(v, j, plan.server[j], plan.level[j]);
    }
    link_loads(v, s);
    const std::int64_t work = lesson.steps * tasks;
    Score reached;
    if (covers) {
        aim_at(v, s, INT64_MAX / 4);
        reached = improve_by_covers(v, s, plan, score, choose_cover_effort(v, work, dice), dice);
    } else {
        reached = improve_loads(v, s, plan, score, choose_effort(v, work, dice), dice);
    }
    for (std::uint32_t j = 0; j < tasks; ++j) {
        plan.hold_ms[j] = 0;
        plan.start_ms[j] = 0;
        plan.position[j] = j;
    }
    return reached;
}

}  // namespace nightwatt
