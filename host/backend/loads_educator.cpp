#include "backend/loads_educator.hpp"

#include <omp.h>

#include <algorithm>

namespace nightwatt {

LoadsDesk::LoadsDesk(const LoadsModel& model)
    : view_(model.view()),
      now_(view_.problem.task_count),
      next_(now_.size()),
      previous_(now_.size()),
      head_(view_.problem.server_count),
      load_ms_(head_.size()),
      limit_ms_(head_.size()),
      penalty_(head_.size()) {
    state_ = {now_.data(),
              next_.data(),
              previous_.data(),
              head_.data(),
              load_ms_.data(),
              limit_ms_.data(),
              penalty_.data(),
              0,
              0};
}

/// Lists, loads and costs of where the tasks stand.
void LoadsDesk::link() {
    std::fill(head_.begin(), head_.end(), no_task);
    std::fill(load_ms_.begin(), load_ms_.end(), 0);
    state_.cost_nano = 0;
    for (std::uint32_t j = 0; j < view_.problem.task_count; ++j) {
        link_task(state_, j, now_[j].server);
        load_ms_[now_[j].server] += now_[j].run_ms;
        state_.cost_nano += now_[j].cost_nano;
    }
    for (std::uint32_t i = 0; i < view_.problem.server_count; ++i) {
        state_.cost_nano += fixed_nano(view_, i, load_ms_[i]);
    }
}

void LoadsDesk::load(const PlanView& plan) {
    for (std::uint32_t j = 0; j < view_.problem.task_count; ++j) {
        now_[j] = option_at(view_, j, plan.server[j], plan.level[j]);
    }
    link();
}

void LoadsDesk::follow_prices() {
    for (std::uint32_t j = 0; j < view_.problem.task_count; ++j) {
        now_[j] = view_.options[view_.first[j]];
    }
    link();
}

Score LoadsDesk::improve(const LoadsLesson& lesson, const LoadsPupil& pupil) {
    const PlanView& plan = pupil.plan;
    const std::uint32_t tasks = view_.problem.task_count;
    const Score score = family_score(view_.problem, plan, load_ms_.data());
    LoadsDice dice(lesson.seed, lesson.generation, pupil.plan_id);
    const LoadsEffort effort = choose_effort(view_, lesson.steps * tasks, dice);
    if (lesson.generation == 1) {
        follow_prices();
    } else {
        load(plan);
    }
    const Score reached = improve_loads(view_, state_, plan, score, effort, dice);
    for (std::uint32_t j = 0; j < tasks; ++j) {
        plan.hold_ms[j] = 0;
        plan.start_ms[j] = 0;
        plan.position[j] = j;
    }
    return reached;
}

void LoadsEducator::educate(const LoadsLesson& lesson, std::span<const LoadsPupil> pupils) {
    if (problem_.task_count == 0 || lesson.steps == 0) return;
    if (model_ == nullptr) {
        model_ = std::make_unique<LoadsModel>(problem_);
        for (std::uint32_t t = 0; t < threads_; ++t) desks_.emplace_back(*model_);
    }
#pragma omp parallel for num_threads(static_cast <int>(threads_)) schedule(dynamic)
    for (std::size_t k = 0; k < pupils.size(); ++k) {
        LoadsDesk& desk = desks_[static_cast<std::size_t>(omp_get_thread_num())];
        (void)desk.improve(lesson, pupils[k]);
    }
}

}  // namespace nightwatt
