#pragma once

#include <memory>
#include <span>
#include <vector>

#include "backend/loads_model.hpp"
#include "backend/plan_educator.hpp"
#include "kernels/loads/improve_plan.hpp"

namespace nightwatt {

/// Improves one plan of the family (ProblemView::loads_only), with scratch memory of its own: one a
/// thread. The model must live as long.
class LoadsDesk {
  public:
    explicit LoadsDesk(const LoadsModel& model);

    /// By rounds * moves steps a task; the plan never gets worse. In the first generation it starts
    /// from where the prices send each task. Returns the plan's score.
    Score improve(const Education& education, std::uint32_t plan_id, const PlanView& plan);

  private:
    void load(const PlanView& plan);
    void follow_prices();
    void link();

    LoadsView view_;
    std::vector<LoadsOption> now_;
    std::vector<std::uint32_t> next_;
    std::vector<std::uint32_t> previous_;
    std::vector<std::uint32_t> head_;
    std::vector<std::int64_t> load_ms_;
    std::vector<std::int64_t> limit_ms_;
    std::vector<double> penalty_;
    LoadsState state_{};
};

/// Local search on plans of the family: every plan is a work item. Prices and candidates are made
/// at the first call.
class LoadsEducator {
  public:
    LoadsEducator(const ProblemView& problem, std::uint32_t threads)
        : problem_(problem), threads_(threads) {}

    void educate(const Education& education, std::span<const PlanEducator::Pupil> pupils);

  private:
    ProblemView problem_;
    std::uint32_t threads_;
    std::unique_ptr<LoadsModel> model_;
    std::vector<LoadsDesk> desks_;
};

}  // namespace nightwatt
