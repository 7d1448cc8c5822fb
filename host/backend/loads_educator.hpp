#pragma once

#include <memory>
#include <span>
#include <vector>

#include "backend/loads_model.hpp"
#include "backend/pupil.hpp"
#include "kernels/loads/lesson.hpp"

namespace nightwatt {

/// Improves one plan of the family (ProblemView::loads_only), with scratch memory of its own: one a
/// thread. The model must live as long.
class LoadsDesk {
  public:
    explicit LoadsDesk(const LoadsModel& model);

    /// The plan never gets worse. Returns its score.
    Score improve(const LoadsLesson& lesson, const Pupil& pupil);

  private:
    LoadsView view_;
    std::vector<LoadsOption> now_;
    std::vector<std::uint32_t> next_;
    std::vector<std::uint32_t> previous_;
    std::vector<std::uint32_t> head_;
    std::vector<std::int64_t> load_ms_;
    std::vector<std::int64_t> limit_ms_;
    std::vector<double> penalty_;
    std::vector<Cover> cover_;
    LoadsState state_{};
};

/// Local search on plans of the family: every plan is a work item. Prices and candidates are made
/// at the first call.
class LoadsEducator {
  public:
    LoadsEducator(const ProblemView& problem, std::uint32_t threads)
        : problem_(problem), threads_(threads) {}

    void educate(const LoadsLesson& lesson, std::span<const Pupil> pupils);

  private:
    ProblemView problem_;
    std::uint32_t threads_;
    std::unique_ptr<LoadsModel> model_;
    std::vector<LoadsDesk> desks_;
};

}  // namespace nightwatt
