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
      penalty_(head_.size()),
      cover_(view_.task_price == nullptr ? 0 : 1) {
    state_ = {now_.data(),
              next_.data(),
              previous_.data(),
              head_.data(),
              load_ms_.data(),
              limit_ms_.data(),
              penalty_.data(),
              0,
              0,
              cover_.empty() ? nullptr : cover_.data()};
}

Score LoadsDesk::improve(const LoadsLesson& lesson, const Pupil& pupil) {
    return teach_loads(view_, lesson, pupil.plan_id, pupil.plan, state_);
}

void LoadsEducator::educate(const LoadsLesson& lesson, std::span<const Pupil> pupils) {
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
